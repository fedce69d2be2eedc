(* The rank of Ĝ for a convolutional network of single channels whose kernels are pairwise coprime.                   *)
From mathcomp Require Import all_ssreflect all_algebra polyXY.
From GNBounds Require Import Frobenius Loewner Kronecker Rules LoewnerRules ConditionRules FlagRules Network FlagRank
  Convolution
  ConvolutionRules CoprimeKernels SharedLine.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* Matrices of one entry, whose products are those of the entries *)
Section SingleEntries.
Variable R : comRingType.

(* The sum of the entries: the entry, if there's one. *)
Definition total p q (A : 'M[R]_(p, q)) := \sum_a \sum_c A a c.

Lemma total_entry p q (A : 'M[R]_(p, q)) a c : p = 1%N -> q = 1%N -> A a c = total A.
Proof.
move=> p1 q1; subst p q; rewrite /total !big_ord1.
by rewrite [a]ord1 [c]ord1.
Qed.

Lemma total_mul p q r (A : 'M[R]_(p, q)) (B : 'M[R]_(q, r)) : q = 1%N -> total (A *m B) = total A * total B.
Proof.
move=> q1; subst q; rewrite /total [in RHS]exchange_big big_ord1 [X in _ * X]big_ord1 big_distrl /=.
apply: eq_bigr => a _; rewrite big_distrr; apply: eq_bigr => c _ /=.
by rewrite mxE big_ord1.
Qed.

Lemma total0 p q : total (0 : 'M[R]_(p, q)) = 0.
Proof. by rewrite /total big1 // => a _; rewrite big1 // => c _; rewrite mxE. Qed.

Lemma total1 p : p = 1%N -> total (1%:M : 'M[R]_p) = 1.
Proof. by move=> p1; subst p; rewrite /total !big_ord1 mxE. Qed.

Variable d : nat.

Lemma prod_layers m k (N : network R d m) (W : 'M[R]_(k, m)) (P : pred (layers (Layer N W)))
    (F : layers (Layer N W) -> R) :
  \prod_(l | P l) F l = (if P None then F None else 1) * \prod_(l : layers N | P (Some l)) F (Some l).
Proof.
rewrite big_mkcond (bigD1 None) //=; congr (_ * _).
rewrite [RHS]big_mkcond (reindex_omap Some id) => [|[l|]] //=.
by apply: eq_bigl => l; rewrite !eqxx.
Qed.

Definition single_channels k (N : network R d k) := forall l : layers N, rows l = 1%N /\ columns l = 1%N.

Lemma total_end_to_end k (N : network R d k) : k = 1%N -> single_channels N ->
  total (end_to_end N) = \prod_(l : layers N) total (weight l).
Proof.
elim: k / N => [|m k N IH W] k1 single /=; first by rewrite total1 // big1 // => -[].
have [_ m1] := single None; rewrite total_mul // IH // => [|l]; last exact: (single (Some l)).
by rewrite (prod_layers (W := W)).
Qed.

(* P_l A Q_l = A Π_{m≠l} w_m *)
Lemma total_term k (N : network R d k) (l : layers N) (A : 'M[R]_(rows l, columns l)) :
  k = 1%N -> single_channels N ->
  total (after l *m A *m before l) = total A * \prod_(m : layers N | m != l) total (weight m).
Proof.
elim: k / N l A => [[]|m k N IH W [l|]] A k1 single; have [_ m1] := single None.
  rewrite /= -!mulmxA (total_mul W) // !mulmxA IH // => [|l']; last exact: (single (Some l')).
  by rewrite (prod_layers (W := W)) /= mulrCA.
rewrite /= mul1mx total_mul // total_end_to_end // => [|l]; last exact: (single (Some l)).
by rewrite (prod_layers (W := W)) /= mul1r.
Qed.

End SingleEntries.

Section Boxes.
Variable R : fieldType.

Lemma in_boxP h v (f : {poly {poly R}}) : supported h v f -> in_box h v f.
Proof.
move=> supp; rewrite /in_box sizeYE; apply/andP; split; apply/leq_sizeP => i le; apply/polyP => j; rewrite coef0.
  by rewrite supp // ltnNge le.
by rewrite coef_swapXY supp // andbC ltnNge le.
Qed.

Lemma polynomials_eq0 k m h v (w : 'M[R]_(k, m * (h * v))) : (polynomials w == 0) = (w == 0).
Proof.
apply/eqP/eqP => [w0|->]; last first.
  apply/matrixP => a c; apply: poly2P => p q; rewrite polynomialsE [in RHS]mxE !coef0 /tap.
  by case: insub => // ?; case: insub => // ?; rewrite mxE.
by rewrite -[w]polynomialsK w0; apply: array_ext => a c p q; rewrite coefficientsE !mxE !coef0.
Qed.

Lemma coefficients_eq0 h v k m (A : 'M[{poly {poly R}}]_(k, m)) : (forall a c, supported h v (A a c)) ->
  coefficients h v A = 0 -> A = 0.
Proof. by move=> supp A0; apply/eqP; rewrite -(coefficientsK supp) polynomials_eq0 A0. Qed.

Lemma coefficients_sum h v k m (I : finType) (A : I -> 'M[{poly {poly R}}]_(k, m)) :
  coefficients h v (\sum_i A i) = \sum_i coefficients h v (A i).
Proof.
apply: array_ext => a c p q; rewrite coefficientsE !summxE !coef_sum.
by apply: eq_bigr => i _; rewrite coefficientsE.
Qed.

Lemma coefficientsZ h v k m t (A : 'M[{poly {poly R}}]_(k, m)) :
  coefficients h v (t%:P%:P *: A) = t *: coefficients h v A.
Proof. by apply: array_ext => a c p q; rewrite [RHS]mxE !coefficientsE mxE !coefCM. Qed.

End Boxes.

Section Rank.
Variables (R : realFieldType) (d k : nat) (Net : convolution R d k).
Let N := plain Net.

(* c_lc_{l−1}h_lv_l *)
Definition kernel_size (l : layers N) := (rows l * (columns l * (kernel_height l * kernel_width l)))%N.

(* At least one layer, single channels, kernels that aren't zero and are pairwise coprime as polynomials homogeneous  *)
(* in each axis                                                                                                       *)
Definition coprime_kernels := let w := @kernel _ _ _ Net in
  [/\ (0 < #|layers N|)%N, single_channels N, forall l, w l != 0 &
    forall l m, l != m -> forall a c b e,
      coprime_in_boxes (kernel_height l) (kernel_width l) (polynomials (w l) a c)
        (kernel_height m) (kernel_width m) (polynomials (w m) b e)].

Lemma range_sums n (I : finType) (A : I -> 'M[R]_n) : (forall i, semidefinite (A i)) ->
  ((\sum_i A i)%R :=: \sum_i A i)%MS.
Proof.
move=> semi; suff [] : semidefinite (\sum_i A i)%R /\ ((\sum_i A i)%R :=: \sum_i A i)%MS by [].
elim: (index_enum I) => [|i s [semi_s IH]]; first by rewrite !big_nil; split=> //; split; [rewrite trmx0|].
rewrite !big_cons; split; last by apply: eqmx_trans (range_sum _ _) _ => //; exact: adds_eqmx.
case: (semi i) semi_s => [symA psdA] [symB psdB]; split; first by rewrite raddfD /= symA symB.
by move=> x; rewrite form0 formD addr_ge0 // psd_form.
Qed.

Lemma single_sizes k' (N' : network [comRingType of {poly {poly R}}] d k') : (0 < #|layers N'|)%N ->
  single_channels N' -> k' = 1%N /\ d = 1%N.
Proof.
case: k' / N' => [|m k' N' W]; first by rewrite eq_card0 // => -[].
move=> _ single; case: (single None) => /= k1 m1; split=> //.
have {single} : single_channels N' by move=> l; exact: (single (Some l)).
elim: m / N' {W} m1 => // m m' N' IH W _ single; have [_ m1] := single None.
by apply: IH => // l; exact: (single (Some l)).
Qed.

Hypothesis coprime : coprime_kernels.

Let some_layer : (0 < #|layers N|)%N. Proof. by case: coprime. Qed.
Let single : single_channels N. Proof. by case: coprime. Qed.
Let k1 : k = 1%N. Proof. by case: (single_sizes some_layer single). Qed.
Let d1 : d = 1%N. Proof. by case: (single_sizes some_layer single). Qed.
Let row1 (l : layers N) : rows l = 1%N. Proof. by case: (single l). Qed.
Let column1 (l : layers N) : columns l = 1%N. Proof. by case: (single l). Qed.
Let first_row (l : layers N) : 'I_(rows l) := cast_ord (esym (row1 l)) ord0.
Let first_column (l : layers N) : 'I_(columns l) := cast_ord (esym (column1 l)) ord0.

(* The kernel of layer l *)
Let w (l : layers N) : {poly {poly R}} := total (weight l).

Let entry p q (A : 'M[{poly {poly R}}]_(p, q)) a c : p = 1%N -> q = 1%N -> A a c = total A.
Proof. exact: total_entry. Qed.

Let total_eq0 p q (A : 'M[{poly {poly R}}]_(p, q)) : p = 1%N -> q = 1%N -> total A = 0 -> A = 0.
Proof. by move=> p1 q1 A0; apply/matrixP => a c; rewrite total_entry // A0 mxE. Qed.

Let w_neq0 l : w l != 0.
Proof.
case: coprime => _ _ nonzero _; apply: contraNneq (nonzero l) => /(total_eq0 (row1 l) (column1 l)).
by rewrite weight_plain => /eqP; rewrite polynomials_eq0.
Qed.

Let box (l : layers N) (H : 'M[R]_(rows l, columns l * (kernel_height l * kernel_width l))) :
  in_box (kernel_height l) (kernel_width l) (total (polynomials H)).
Proof.
apply: in_boxP; rewrite -(entry _ (first_row l) (first_column l)) //.
exact: supported_polynomials.
Qed.

Let w_coprime l m : l != m ->
  coprime_in_boxes (kernel_height l) (kernel_width l) (w l) (kernel_height m) (kernel_width m) (w m).
Proof.
case: coprime => _ _ _ cop /cop/(_ (first_row l) (first_column l) (first_row m) (first_column m)).
by rewrite !entry // /w !weight_plain.
Qed.

(* The ranges of the C_l share E. *)
Let U (l : layers N) := (kernel_map l)^T.
Let f := mxvec (coefficients (height Net) (width Net) (end_to_end N)).

Let term_total (l : layers N) H :
  total (after l *m @polynomials R _ _ (kernel_height l) (kernel_width l) H *m before l)
  = total (polynomials H) * others w l.
Proof. exact: total_term. Qed.

Let multiple_eq0 (l : layers N) (H : 'M[R]_(rows l, columns l * (kernel_height l * kernel_width l))) :
  mxvec H *m U l = 0 -> total (polynomials H) * others w l = 0.
Proof.
rewrite kernel_mapE => /eqP; rewrite mxvec_eq0 => /eqP/coefficients_eq0 term0.
by rewrite -term_total term0 ?total0 // => a c; exact: supported_term.
Qed.

Let U_free l : \rank (U l) = kernel_size l.
Proof.
apply/eqP; change (row_free (U l)); rewrite -kermx_eq0; apply/eqP/row_matrixP => i; rewrite row0.
set x := row i _; have xU : x *m U l = 0 by rewrite /x -row_mul mulmx_ker row0.
rewrite -[x]vec_mxK in xU *; move: (multiple_eq0 xU) => /eqP; rewrite mulf_eq0 => /orP[/eqP/total_eq0 H0|].
  by apply/eqP; rewrite mxvec_eq0 -polynomials_eq0 H0.
by rewrite prodf_seq_eq0 => /hasP[m _ /andP[_]]; rewrite (negPf (w_neq0 m)).
Qed.

Let f_neq0 : f != 0.
Proof.
rewrite mxvec_eq0; apply/eqP => /coefficients_eq0 E0; have := total_end_to_end k1 single.
rewrite E0 ?total0 => [prod0|a c]; last exact: supported_end_to_end.
suff : \prod_l w l != 0 by rewrite /w -prod0 eqxx.
by apply/prodf_neq0 => l _; exact: w_neq0.
Qed.

Let line l : (f <= U l)%MS.
Proof.
rewrite /f -(after_weight_before l) weight_plain; apply/submxP.
by exists (mxvec (@kernel _ _ _ Net l)); rewrite kernel_mapE.
Qed.

Let meet (z : layers N -> 'rV_(k * (d * (height Net * width Net)))) :
  (forall l, (z l <= U l)%MS) -> \sum_l z l = 0 -> forall l, (z l <= f)%MS.
Proof.
move=> zU sum0.
have row_of l : exists H, z l == mxvec (@kernel_term _ _ _ Net l H).
  by have /submxP[x ->] := zU l; exists (vec_mx x); rewrite -kernel_mapE vec_mxK.
pose H l := xchoose (row_of l).
have zE l : z l = mxvec (kernel_term (H l)) by apply/eqP; exact: (xchooseP (row_of l)).
pose term l := after l *m @polynomials R _ _ (kernel_height l) (kernel_width l) (H l) *m before l.
have sum_terms : \sum_l term l = 0.
  apply: (@coefficients_eq0 _ (height Net) (width Net)) => [a c|].
    by rewrite summxE; apply: supported_sum => l; exact: supported_term.
  apply: (can_inj mxvecK); rewrite coefficients_sum raddf_sum [RHS]raddf0 -[RHS]sum0.
  by apply: eq_bigr => l _; rewrite zE.
have relation : \sum_l total (polynomials (H l)) * others w l = 0.
  under eq_bigr do rewrite -term_total.
  rewrite /total exchange_big /= big1 // => a _; rewrite exchange_big /= big1 // => c _.
  by rewrite -summxE sum_terms mxE.
have [t tE _] := relations_of_others w_neq0 w_coprime (fun l => box (H l)) relation.
move=> l; rewrite zE; apply/sub_rVP; exists (t l); rewrite /f -linearZ /= -coefficientsZ.
congr (mxvec (coefficients _ _ _)).
apply/matrixP => a c; rewrite [RHS]mxE !entry // term_total tE -mulrA others_mul; congr (_ * _).
by rewrite total_end_to_end.
Qed.

(* Kernels pairwise coprime, one channel ⟹ rank (I ⊗ S)ᵀ (Σ_l C_lC_lᵀ) (I ⊗ S) = Σ_l (|r_l| − 1) + 1                  *)
(* Side condition: S nonsingular. Source: unique factorisation; the sum of the ranges, which share a line.            *)
Lemma rule_coprime_kernels (S : 'M[R]_(d * (height Net * width Net))) : S \in unitmx ->
  \rank (congruence (kron (1%:M : 'M[R]_k) S) (\sum_(l : layers N) gram (kernel_map l)))%R
  = (\sum_(l : layers N) (kernel_size l - 1) + 1)%N.
Proof.
move=> unitS; have unitK : kron (1%:M : 'M_k) S \in unitmx.
  by rewrite -row_free_unit kron_row_free // row_free_unit ?unitmx1.
rewrite /congruence mxrankMfree ?row_free_unit // -mxrank_tr trmx_mul trmxK mxrankMfree ?row_free_unit //.
rewrite mxrank_tr range_sums => [|l]; last exact: gram_semidefinite.
have [l0 _] := card_gt0P some_layer.
rewrite -(eq_bigr _ (fun l _ => congr1 (fun r => r - 1)%N (U_free l))) -(rank_shared_line l0 f_neq0 line meet).
apply/eqmx_rank/eqmxP; apply: eqmx_sums => l _; apply: eqmx_trans (gram_range _) _.
by apply: eqmx_sym; exact: genmxE.
Qed.

End Rank.

Print Assumptions rule_coprime_kernels.
