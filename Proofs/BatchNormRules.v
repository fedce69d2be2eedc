(* The rules of the Swift kernel about two-layer networks with batch normalisation: sums over hidden units.           *)
(* [HJ]: Horn, Johnson, Matrix Analysis.                                                                              *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Frobenius Loewner Kronecker Rules LoewnerRules ConditionRules FlagRules Network
  NetworkRules FlagNetwork FlagRank ResidualRules SchurRules SpectrumRules.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section BatchNormRules.
Variables (R : realFieldType) (d m k : nat) (S : 'M[R]_d) (V : 'M[R]_(m, d)) (W : 'M[R]_(k, m)) (s : 'I_m -> R).
(* s_i is the standard deviation of unit i over the batch, Σ = SSᵀ the covariance of the inputs. *)
Hypothesis deviations : forall i, 0 < s i /\ s i ^+ 2 = sqn (row i V *m S).

(* u_i = Sᵀv_i/s_i *)
Definition normalized_unit i : 'cV[R]_d := (s i)^-1 *: (row i V *m S)^T.

(* U, with the rows u_iᵀ *)
Definition normalized_weights : 'M[R]_(m, d) := \matrix_i (normalized_unit i)^T.

(* Π_i = I − u_iu_iᵀ *)
Definition unit_projector i : 'M[R]_d := 1%:M - gram (normalized_unit i).

(* N_i = Π_iSᵀSΠ_i/s_i² + u_iu_iᵀ *)
Definition normalized_moment i : 'M[R]_d :=
  (1 / s i ^+ 2) *: gram (unit_projector i *m S^T) + gram (normalized_unit i).

Lemma unit_sqn i : sqn (normalized_unit i) = 1.
Proof.
have [s_gt0 def_s] := deviations i; rewrite sqn_scale sqn_tr -def_s exprVn mulVf //.
by rewrite expf_neq0 // gt_eqF.
Qed.

Lemma unit_split i (x : 'rV[R]_d) :
  sqn x = sqn (x *m unit_projector i) + sqn (x *m normalized_unit i).
Proof.
set u := normalized_unit i; have uu : u^T *m u = 1%:M.
  rewrite [LHS]mx11_scalar -[1 in RHS](unit_sqn i) -/u; congr (_%:M); rewrite mxE /sqn; apply: eq_bigr => j _.
  by rewrite big_ord1 !mxE expr2.
have proj_u : unit_projector i *m u = 0.
  by rewrite /unit_projector mulmxBl mul1mx /gram -mulmxA uu mulmx1 subrr.
have def_x : x = x *m unit_projector i + x *m u *m u^T.
  by rewrite /unit_projector mulmxBr mulmx1 /gram mulmxA subrK.
rewrite {1}def_x sqn_orthogonal.
  by congr (_ + _); rewrite !sqnE inner_mulr trmxK -mulmxA uu mulmx1.
by rewrite innerC inner_mulr trmxK -mulmxA proj_u mulmx0 innerC inner0l.
Qed.

Lemma unit_projector_symmetric i : (unit_projector i)^T = unit_projector i.
Proof. by rewrite linearB /= trmx1 gram_symmetric. Qed.

(* ⟹ min{σ_row(S)/s_i, 1}² I ⪯ N_i ⪯ max{σ_max(S)/s_i, 1}² I                                                         *)
(* Side conditions: s_i > 0, ‖u_i‖ = 1. Source: Π_iu_i = 0; Cauchy interlacing, [HJ] 4.3.28.                          *)
Lemma rule_projected_unit row_S max_S i : at_most_sigma_row S row_S -> at_least_sigma_max S max_S ->
  enclosure (Num.min (row_S / `|s i|) 1 ^+ 2) (Num.max (max_S / `|s i|) 1 ^+ 2) (normalized_moment i).
Proof.
move=> [row0 rowS] [max0 maxS]; have [s_gt0 _] := deviations i; rewrite gtr0_norm //.
have encS : enclosure (row_S ^+ 2) (max_S ^+ 2) (gram S^T).
  by apply: enclosure_gram_tr; apply: rule_gram.
apply: enclosureP => [|x]; first by rewrite linearD linearZ /= !gram_symmetric.
rewrite formD form_scale !form_gram (unit_split i); set y := x *m unit_projector i; set c := sqn (x *m _).
have -> : sqn (x *m (unit_projector i *m S^T)) = form (gram S^T) y by rewrite form_gram mulmxA.
have /andP[low upp] := enclosure_form y encS.
have scale t : 1 / s i ^+ 2 * (t ^+ 2 * sqn y) = (t / s i) ^+ 2 * sqn y.
  by rewrite mul1r mulrA exprMn exprVn [_^-1 * _]mulrC.
have inv0 : 0 <= 1 / s i ^+ 2 by rewrite divr_ge0 ?ler01 ?sqr_ge0.
have /(ler_wpmul2l inv0) low' := low; have /(ler_wpmul2l inv0) upp' := upp; rewrite !scale in low' upp'.
have c0 : 0 <= c by exact: sqn_ge0.
have a0 : 0 <= row_S / s i by rewrite divr_ge0 // ltW.
have b0 : 0 <= max_S / s i by rewrite divr_ge0 // ltW.
rewrite !mulrDr; apply/andP; split; apply: ler_add.
- apply: le_trans low'; rewrite ler_wpmul2r ?sqn_ge0 //; apply: ler_expn2r; rewrite ?nnegrE //.
    by rewrite le_minr a0 ler01.
  by rewrite le_minl lexx.
- rewrite -[X in _ <= X]mul1r; apply: ler_wpmul2r => //; apply: exprn_ile1; first by rewrite le_minr a0 ler01.
  by rewrite le_minl lexx orbT.
- apply: (le_trans upp'); rewrite ler_wpmul2r ?sqn_ge0 //; apply: ler_expn2r; rewrite ?nnegrE //.
    by rewrite le_maxr b0.
  by rewrite le_maxr lexx.
rewrite -[X in X <= _]mul1r; apply: ler_wpmul2r => //; apply: exprn_ege1.
by rewrite le_maxr lexx orbT.
Qed.

Lemma scaled_gram (a : 'I_m -> R) :
  gram (W *m diag_mx (\row_i a i)) = \sum_i a i ^+ 2 *: gram (col i W).
Proof.
apply/matrixP => p q; rewrite mxE summxE; apply: eq_bigr => i _.
by rewrite mul_mx_diag !mxE big_ord1 !mxE mulrACA -expr2 mulrC.
Qed.

(* a_i² I ⪯ N_i ⪯ ā_i² I for every i ⟹ (W diag(a))(W diag(a))ᵀ ⊗ I ⪯ Σ_i w_iw_iᵀ ⊗ N_i ⪯ (W diag(ā))(W diag(ā))ᵀ ⊗ I *)
(* Source: w_iw_iᵀ ⪰ 0: Loewner-monotone Kronecker for every unit, summed.                                            *)
Lemma rule_unit_scaling (N : 'I_m -> 'M[R]_d) a a' : (forall i, enclosure (a i ^+ 2) (a' i ^+ 2) (N i)) ->
  between (kron (gram (W *m diag_mx (\row_i a i))) 1%:M) (kron (gram (W *m diag_mx (\row_i a' i))) 1%:M)
    (\sum_i kron (gram (col i W)) (N i)).
Proof.
have scaled (b : 'I_m -> R) : kron (gram (W *m diag_mx (\row_i b i))) (1%:M : 'M[R]_d)
    = \sum_i b i ^+ 2 *: kron (gram (col i W)) 1%:M.
  by rewrite scaled_gram kron_suml; apply: eq_bigr => i _; exact: kronZl.
move=> enc; rewrite !scaled; apply: rule_loewner_sum => i.
exact: rule_kronecker_monotone_mirrored (gram_semidefinite _) (enc i).
Qed.

(* Σ_i w_iw_iᵀ ⊗ N_i + I ⊗ UᵀU *)
Definition batch_norm_small : 'M[R]_(k * d) :=
  \sum_i kron (gram (col i W)) (normalized_moment i) + kron 1%:M (gram normalized_weights^T).

(* T_u = (u ⊗ I)ᵀ Ĝ (u ⊗ I) *)
Definition compressed_units (u : 'cV[R]_k) : 'M[R]_d :=
  \sum_i sqn (u^T *m col i W) *: normalized_moment i + sqn u *: gram normalized_weights^T.

(* Ĝ ≻ 0 ⟹ κ(Ĝ) ≥ (λ_max(T_u)/‖u‖²) / (λ_min(T_u′)/‖u′‖²)                                                            *)
(* Side condition: Ĝ has full rank. Source: Cauchy interlacing, [HJ] 4.3.28.                                          *)
Lemma rule_unit_compression (u u' : 'cV[R]_k) l l' : \rank batch_norm_small = (k * d)%N -> 0 < l' * sqn u ->
  is_lambda_max (compressed_units u) l -> is_lambda_min (compressed_units u') l' ->
  condition_at_least batch_norm_small ((l * sqn u') / (l' * sqn u)).
Proof.
move: u u' => u1 u2; apply: compression_at_least => u x; rewrite !formD !form_sum form_scale.
have factor (A : 'M[R]_k) (B : 'M[R]_d) : form (kron A B) (mxvec (u *m x)) = inner (A^T *m u) u * form B x.
  rewrite form_kron !mulmxA -(mulmxA _ x B) /form.
  have entry (a b : 'cV[R]_k) (y z : 'rV[R]_d) : inner (a *m y) (b *m z) = inner a b * inner y z.
    rewrite !innerE big_ord1 mulr_suml; apply: eq_bigr => i _; rewrite big_ord1 mulr_sumr; apply: eq_bigr => j _.
    by rewrite !mxE !big_ord1 mulrACA.
  exact: entry.
congr (_ + _); last by rewrite factor trmx1 mul1mx -sqnE.
apply: eq_bigr => i _; rewrite factor form_scale; congr (_ * _).
by rewrite gram_symmetric /gram -mulmxA inner_mull -sqnE -sqn_tr trmx_mul trmxK.
Qed.

(* A ⪯ B ⟹ the range of A is within that of B, for A, B ⪰ 0. *)
Lemma range_monotone n (A B : 'M[R]_n) : semidefinite A -> semidefinite B -> loewner A B -> (A <= B)%MS.
Proof.
move=> [symA psdA] [symB psdB] le.
have semiB_A : semidefinite (B - A).
  by split; [rewrite linearB /= symA symB|exact: sub_loewner].
have -> : B = (A + (B - A))%R by rewrite addrC subrK.
by rewrite (range_sum (conj symA psdA) semiB_A) addsmxSl.
Qed.

Lemma normalized_moment_semidefinite i : semidefinite (normalized_moment i).
Proof.
split=> [|x]; first by rewrite linearD linearZ /= !gram_symmetric.
rewrite form0 formD form_scale !form_gram; apply: addr_ge0; last exact: sqn_ge0.
by apply: mulr_ge0; [rewrite divr_ge0 ?ler01 ?sqr_ge0|exact: sqn_ge0].
Qed.

Lemma normalized_moment_unit i : S \in unitmx -> normalized_moment i \in unitmx.
Proof.
move=> unitS; have [s_gt0 _] := deviations i.
rewrite -row_free_unit -kermx_eq0; apply/eqP/row_matrixP => j; rewrite row0; set x := row j _.
have xN : x *m normalized_moment i = 0 by rewrite /x -row_mul mulmx_ker row0.
have := congr1 (fun y => inner y x) xN; rewrite inner0l -/(form _ x) formD form_scale !form_gram => sum0.
have inv_gt0 : 0 < 1 / s i ^+ 2 by rewrite divr_gt0 ?ltr01 // exprn_gt0.
have first0 : 0 <= 1 / s i ^+ 2 * sqn (x *m (unit_projector i *m S^T)) by rewrite mulr_ge0 ?sqn_ge0 // ltW.
have xu : sqn (x *m normalized_unit i) = 0.
  by apply/le_anti; rewrite sqn_ge0 andbT -sum0 ler_addr.
have xP : x *m unit_projector i *m S^T = 0.
  apply/eqP; rewrite -mulmxA -sqn_eq0; move/eqP: sum0; rewrite xu addr0 mulf_eq0.
  by case/orP => // /eqP inv0; rewrite inv0 ltxx in inv_gt0.
have xP0 : x *m unit_projector i = 0.
  by rewrite -(mulmxK (_ : S^T \in unitmx) (x *m unit_projector i)) ?unitmx_tr // xP mul0mx.
by apply/eqP; rewrite -sqn_eq0 (unit_split i) xP0 sqn0 xu addr0.
Qed.

Lemma unit_term_range i : S \in unitmx ->
  (kron (gram (col i W)) (normalized_moment i) :=: kron (col i W)^T (1%:M : 'M_d))%MS.
Proof.
move=> unitS; have -> : kron (gram (col i W)) (normalized_moment i)
    = kron 1%:M (normalized_moment i) *m kron (gram (col i W)) 1%:M by rewrite kron_mul mul1mx mulmx1.
have full : row_full (kron (1%:M : 'M[R]_k) (normalized_moment i)).
  rewrite /row_full rank_kron mxrank1; have := normalized_moment_unit i unitS.
  by rewrite -row_full_unit /row_full => /eqP->.
apply: eqmx_trans (eqmxMfull _ full) _; apply/eqmxP.
by rewrite !sub_kron ?gram_range.
Qed.

(* ⟹ rank Ĝ = pd + (k − p)q, p = rank W, q = rank V                                                                   *)
(* Side conditions: s_i > 0, S nonsingular. Source: range Ĝ = col(W) ⊗ ℝ^d + ℝ^k ⊗ row(U).                            *)
Lemma rule_unit_flags : S \in unitmx ->
  \rank batch_norm_small = (\rank W * d + (k - \rank W) * \rank V)%N.
Proof.
move=> unitS; set A := (\sum_i kron (gram (col i W)) (normalized_moment i))%R.
set B := kron (1%:M : 'M[R]_k) (gram normalized_weights^T).
have semi i : semidefinite (kron (gram (col i W)) (normalized_moment i)).
  have [sym psd] := normalized_moment_semidefinite i.
  split; first by rewrite kron_tr gram_symmetric sym.
  by apply: kron_semidefinite => //; exact: gram_semidefinite.
have semiA : semidefinite A by exact: semidefinite_sum.
have semiB : semidefinite B.
  split; first by rewrite kron_tr trmx1 gram_symmetric.
  by apply: kron_semidefinite; [split; [exact: trmx1|exact: psd1]|exact: gram_psd].
have rangeA : (A :=: kron W^T (1%:M : 'M_d))%MS.
  apply/eqmxP/andP; split.
    apply: summx_sub => i _; rewrite unit_term_range // sub_kron //.
    by rewrite tr_col row_sub.
  apply/row_subP; case/mxvec_indexP => i j; rewrite rowE -mxvec_delta mxvec_kron trmxK mulmx1.
  apply: submx_trans (_ : kron (gram (col i W)) (normalized_moment i) <= A)%MS.
    rewrite unit_term_range //; apply/sub_kronP; split; last exact: submx1.
    by rewrite -(mul_delta_mx (0 : 'I_1)) mulmxA -colE trmx_mul submxMl.
  apply: range_monotone => // x; rewrite form_sum (bigD1 i) //= ler_addl sumr_ge0 // => l _.
  by rewrite psd_form //; case: (semi l).
have rangeB : (B :=: kron (1%:M : 'M[R]_k) normalized_weights)%MS.
  by have := gram_kron (1%:M : 'M[R]_k) normalized_weights; rewrite /gram trmx1 mulmx1.
have rankU : \rank normalized_weights = \rank V.
  have -> : normalized_weights = diag_mx (\row_i (s i)^-1) *m V *m S.
    apply/row_matrixP => i; rewrite rowK /normalized_unit linearZ /= trmxK row_mul.
    have -> : row i (diag_mx (\row_i (s i)^-1) *m V) = (s i)^-1 *: row i V.
      by apply/rowP => j; rewrite mul_diag_mx !mxE.
    by rewrite scalemxAl.
  rewrite mxrankMfree ?row_free_unit // -mxrank_tr trmx_mul mxrankMfree ?mxrank_tr //.
  rewrite row_free_unit unitmx_tr unitmxE det_diag unitfE; apply/prodf_neq0 => i _.
  by rewrite mxE invr_neq0 // gt_eqF //; case: (deviations i).
have cap : (A :&: B :=: kron W^T normalized_weights)%MS.
  apply/eqmxP/andP; split; last by rewrite sub_capmx rangeA rangeB !sub_kron ?submx1.
  apply: eq_sub_kron => Z; rewrite sub_capmx rangeA rangeB => /andP[/sub_kronP[ZW _] /sub_kronP[_ ZU]].
  by apply/sub_kronP.
have := mxrank_sum_cap A B; rewrite cap rangeA rangeB !rank_kron !mxrank1 !mxrank_tr rankU -(range_sum semiA semiB).
rewrite -/batch_norm_small => sum_cap; apply/(@addIn (\rank W * \rank V)%N); rewrite sum_cap -addnA -mulnDl subnK //.
exact: rank_leq_row.
Qed.

End BatchNormRules.

Print Assumptions rule_unit_flags.
