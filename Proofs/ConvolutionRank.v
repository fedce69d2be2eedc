(* The rank of Ĝ for a convolutional network of single channels whose kernels are pairwise coprime.                   *)
From mathcomp Require Import all_ssreflect all_algebra polyXY.
From GNBounds Require Import Frobenius Loewner Kronecker Rules LoewnerRules ConditionRules FlagRules Network FlagRank
  Convolution
  ConvolutionRules CoprimeKernels SharedLine SingleChannels.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Boxes.
Variable R : fieldType.

Lemma in_boxP h v (f : {poly {poly R}}) : supported h v f <-> in_box h v f.
Proof.
rewrite /in_box sizeYE; split=> [supp|/andP[f_h f_v] p q].
  apply/andP; split; apply/leq_sizeP => i le; apply/polyP => j; rewrite coef0.
    by rewrite supp // ltnNge le.
  by rewrite coef_swapXY supp // andbC ltnNge le.
rewrite negb_and -!leqNgt => /orP[le|le]; first by rewrite (nth_default 0 (leq_trans f_h le)) coef0.
by rewrite -coef_swapXY (nth_default 0 (leq_trans f_v le)) coef0.
Qed.

Lemma supported_scale h v t (f : {poly {poly R}}) : supported h v f -> supported h v (t%:P%:P * f).
Proof. by move=> supp p q out; rewrite !coefCM supp ?mulr0. Qed.

Lemma polynomials_eq0 k m h v (w : 'M[R]_(k, m * (h * v))) : (polynomials w == 0) = (w == 0).
Proof.
apply/eqP/eqP => [w0|->]; last first.
  apply/matrixP => a c; apply: poly2P => p q; rewrite polynomialsE [in RHS]mxE !coef0 /tap.
  by case: insub => // ?; case: insub => // ?; rewrite mxE.
by rewrite -[w]polynomialsK w0; apply: array_ext => a c p q; rewrite coefficientsE !mxE !coef0.
Qed.

Lemma coefficients_inj h v k m (A B : 'M[{poly {poly R}}]_(k, m)) : (forall a c, supported h v (A a c)) ->
  (forall a c, supported h v (B a c)) -> coefficients h v A = coefficients h v B -> A = B.
Proof. by move=> suppA suppB eq_AB; rewrite -(coefficientsK suppA) eq_AB coefficientsK. Qed.

Lemma coefficients_eq0 h v k m (A : 'M[{poly {poly R}}]_(k, m)) : (forall a c, supported h v (A a c)) ->
  (coefficients h v A == 0) = (A == 0).
Proof. by move=> supp; rewrite -polynomials_eq0 coefficientsK. Qed.

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

(* The kernels' entries, as polynomials homogeneous in each axis, are pairwise coprime. *)
Definition coprime_entries := forall l m : layers N, l != m -> forall a c b e,
  coprime_in_boxes (kernel_height l) (kernel_width l) (weight l a c) (kernel_height m) (kernel_width m) (weight m b e).

(* At least one layer, one channel in every layer, kernels that aren't zero and are pairwise coprime *)
Definition coprime_kernels :=
  [/\ (0 < #|layers N|)%N, single_channels N, forall l : layers N, weight l != 0 & coprime_entries].

Lemma range_sums n (I : finType) (A : I -> 'M[R]_n) : (forall i, semidefinite (A i)) ->
  ((\sum_i A i)%R :=: \sum_i A i)%MS.
Proof.
move=> semi; suff [] : semidefinite (\sum_i A i)%R /\ ((\sum_i A i)%R :=: \sum_i A i)%MS by [].
elim: (index_enum I) => [|i s [semi_s IH]]; first by rewrite !big_nil; split=> //; split; [rewrite trmx0|].
rewrite !big_cons; split; last by apply: eqmx_trans (range_sum _ _) _ => //; exact: adds_eqmx.
case: (semi i) semi_s => [symA psdA] [symB psdB]; split; first by rewrite raddfD /= symA symB.
by move=> x; rewrite form0 formD addr_ge0 // psd_form.
Qed.

Hypotheses (some_layer : (0 < #|layers N|)%N) (single : single_channels N).
Hypothesis nonzero : forall l : layers N, weight l != 0.

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

Let total_eq0 p q (A : 'M[{poly {poly R}}]_(p, q)) : p = 1%N -> q = 1%N -> (total A == 0) = (A == 0).
Proof.
move=> p1 q1; apply/eqP/eqP => [A0|->]; last exact: total0.
by apply/matrixP => a c; rewrite entry // A0 mxE.
Qed.

Let w_neq0 l : w l != 0.
Proof.
by rewrite /w total_eq0 // nonzero.
Qed.

Let box (l : layers N) (H : 'M[R]_(rows l, columns l * (kernel_height l * kernel_width l))) :
  in_box (kernel_height l) (kernel_width l) (total (polynomials H)).
Proof.
apply/in_boxP; rewrite -(entry _ (first_row l) (first_column l)) //.
exact: supported_polynomials.
Qed.

Let w_coprime : pairwise_coprime (@kernel_height _ _ _ Net) (@kernel_width _ _ _ Net) w <-> coprime_entries.
Proof.
split=> cop l m neq; last first.
  have := cop l m neq (first_row l) (first_column l) (first_row m) (first_column m).
  by rewrite !entry.
by move=> a c b e; rewrite !entry //; exact: cop.
Qed.

(* The ranges of the C_l share E. *)
Let U (l : layers N) := (kernel_map l)^T.
Let f := mxvec (coefficients (height Net) (width Net) (end_to_end N)).

Let term (l : layers N) H := after l *m @polynomials R _ _ (kernel_height l) (kernel_width l) H *m before l.

Let term_total l H : total (@term l H) = total (polynomials H) * others w l.
Proof. exact: total_term. Qed.

Let others_neq0 l : others w l != 0.
Proof. by apply/prodf_neq0 => m _; exact: w_neq0. Qed.

Let row_eq0 (A : 'M[{poly {poly R}}]_(k, d)) : (forall a c, supported (height Net) (width Net) (A a c)) ->
  (mxvec (coefficients (height Net) (width Net) A) == 0) = (total A == 0).
Proof. by move=> supp; rewrite mxvec_eq0 coefficients_eq0 // total_eq0. Qed.

Let U_free l : \rank (U l) = kernel_size l.
Proof.
apply/eqP; change (row_free (U l)); rewrite -kermx_eq0; apply/eqP/row_matrixP => i; rewrite row0.
set x := row i _; have : x *m U l == 0 by rewrite /x -row_mul mulmx_ker row0.
rewrite -[x]vec_mxK kernel_mapE row_eq0 => [|a c]; last exact: supported_term.
rewrite term_total mulf_eq0 (negPf (others_neq0 l)) orbF total_eq0 // polynomials_eq0 => /eqP->.
by rewrite raddf0.
Qed.

Let E_total : total (end_to_end N) = \prod_l w l.
Proof. exact: total_end_to_end. Qed.

Let f_neq0 : f != 0.
Proof.
rewrite row_eq0 => [|a c]; last exact: supported_end_to_end.
by rewrite E_total; apply/prodf_neq0 => l _; exact: w_neq0.
Qed.

Let line l : (f <= U l)%MS.
Proof.
rewrite /f -(after_weight_before l) weight_plain; apply/submxP.
by exists (mxvec (@kernel _ _ _ Net l)); rewrite kernel_mapE.
Qed.

Let sum_rows H : (\sum_l mxvec (@kernel_term _ _ _ Net l (H l)) == 0)
  = (\sum_l total (polynomials (H l)) * others w l == 0).
Proof.
under [in RHS]eq_bigr do rewrite -term_total.
rewrite -raddf_sum -coefficients_sum -total_sum row_eq0 // => a c; rewrite summxE.
by apply: supported_sum => l; exact: supported_term.
Qed.

Let on_line l H : reflect (exists t : R, total (polynomials H) = t%:P%:P * w l)
  (mxvec (@kernel_term _ _ _ Net l H) <= f)%MS.
Proof.
have multiple t : t *: f = mxvec (coefficients (height Net) (width Net) (t%:P%:P *: end_to_end N)).
  by rewrite coefficientsZ linearZ.
have totals t : total (t%:P%:P *: end_to_end N) = t%:P%:P * w l * others w l.
  by rewrite totalZ E_total -mulrA others_mul.
apply: (iffP sub_rVP) => -[t tE]; exists t; move: tE; rewrite multiple.
  move/(can_inj mxvecK)/coefficients_inj => termE; apply: (mulIf (others_neq0 l)).
  rewrite -term_total -totals /term termE // => a c; first exact: supported_term.
  by rewrite mxE; apply: supported_scale; exact: supported_end_to_end.
move=> HE; congr (mxvec (coefficients _ _ _)); apply/matrixP => a c.
by rewrite !entry // totals -HE; exact: term_total.
Qed.

(* A relation between the ranges is one between polynomials. *)
Let meetP : meet_in_line U f <-> pairwise_coprime (@kernel_height _ _ _ Net) (@kernel_width _ _ _ Net) w.
Proof.
have w_box l : in_box (kernel_height l) (kernel_width l) (w l) by rewrite /w weight_plain; exact: box.
rewrite -(relations_of_others w_neq0 w_box); split=> [meet a a_box sum0|trivial z zU sum0].
  pose H l : 'M[R]_(rows l, columns l * (kernel_height l * kernel_width l)) :=
    coefficients (kernel_height l) (kernel_width l) (const_mx (a l)).
  have HE l : total (polynomials (H l)) = a l.
    rewrite -(entry _ (first_row l) (first_column l)) // coefficientsK ?mxE // => b c; rewrite mxE.
    exact/in_boxP.
  have proportional l : exists t : R, a l == t%:P%:P * w l.
    rewrite -HE; suff /on_line[t ->] : (mxvec (kernel_term (H l)) <= f)%MS by exists t.
    apply: (meet (fun l => mxvec (kernel_term (H l)))) => [{}l|].
      by rewrite -kernel_mapE submxMl.
    by apply/eqP; rewrite sum_rows; apply/eqP; rewrite -[RHS]sum0; apply: eq_bigr => m _; rewrite HE.
  by exists (fun l => xchoose (proportional l)) => l; apply/eqP; exact: (xchooseP (proportional l)).
have row_of l : exists H, z l == mxvec (@kernel_term _ _ _ Net l H).
  by have /submxP[x ->] := zU l; exists (vec_mx x); rewrite -kernel_mapE vec_mxK.
pose H l := xchoose (row_of l).
have zE l : z l = mxvec (kernel_term (H l)) by apply/eqP; exact: (xchooseP (row_of l)).
have [|t tE] := trivial _ (fun l => box (H l)); last by move=> l; rewrite zE; apply/on_line; exists (t l).
by apply/eqP; rewrite -sum_rows -[X in _ == X]sum0; apply/eqP/eq_bigr => l _; rewrite zE.
Qed.

Let rank_small (S : 'M[R]_(d * (height Net * width Net))) : S \in unitmx ->
  \rank (congruence (kron (1%:M : 'M[R]_k) S) (\sum_(l : layers N) gram (kernel_map l)))%R
  = \rank (\sum_l <<U l>>)%MS.
Proof.
move=> unitS; have unitK : kron (1%:M : 'M_k) S \in unitmx.
  by rewrite -row_free_unit kron_row_free // row_free_unit ?unitmx1.
rewrite /congruence mxrankMfree ?row_free_unit // -mxrank_tr trmx_mul trmxK mxrankMfree ?row_free_unit //.
rewrite mxrank_tr range_sums => [|l]; last exact: gram_semidefinite.
apply/eqmx_rank/eqmxP; apply: eqmx_sums => l _; apply: eqmx_trans (gram_range _) _.
by apply: eqmx_sym; exact: genmxE.
Qed.

(* The rank is at most Σ_l (|r_l| − 1) + 1, and that only if the kernels are pairwise coprime. *)
Theorem rank_single_channels (S : 'M[R]_(d * (height Net * width Net))) : S \in unitmx ->
  let rank := \rank (congruence (kron (1%:M : 'M[R]_k) S) (\sum_(l : layers N) gram (kernel_map l)))%R in
  let value := (\sum_(l : layers N) (kernel_size l - 1) + 1)%N in
  (rank <= value)%N /\ (rank = value <-> coprime_entries).
Proof.
move=> unitS /=; rewrite rank_small // -(eq_bigr _ (fun l _ => congr1 (fun r => r - 1)%N (U_free l))).
have [l0 _] := card_gt0P some_layer; split; first exact: rank_shared_line_leq l0 f_neq0 line.
by rewrite (rank_shared_line l0 f_neq0 line) meetP.
Qed.

End Rank.

(* Kernels pairwise coprime, one channel ⟹ rank (I ⊗ S)ᵀ (Σ_l C_lC_lᵀ) (I ⊗ S) = Σ_l (|r_l| − 1) + 1                  *)
(* Side condition: S nonsingular. Source: unique factorisation; the ranges of the C_l share a line, E.                *)
Lemma rule_coprime_kernels (R : realFieldType) d k (Net : convolution R d k)
    (S : 'M[R]_(d * (height Net * width Net))) : coprime_kernels Net -> S \in unitmx ->
  \rank (congruence (kron (1%:M : 'M[R]_k) S) (\sum_(l : layers (plain Net)) gram (kernel_map l)))%R
  = (\sum_(l : layers (plain Net)) (kernel_size l - 1) + 1)%N.
Proof.
case=> some_layer single nonzero cop unitS.
by have [_ ->] := rank_single_channels some_layer single nonzero unitS.
Qed.

Print Assumptions rank_single_channels.
Print Assumptions rule_coprime_kernels.
