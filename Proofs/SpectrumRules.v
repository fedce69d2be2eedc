(* The rules of the Swift kernel about the spectra of AᵀA and AAᵀ, and about compressions.                            *)
(* [HJ]: Horn, Johnson, Matrix Analysis.                                                                              *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Frobenius Loewner Kronecker Rules LoewnerRules ConditionRules FlagRules SchurRules.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section SpectrumRules.
Variable R : realFieldType.

(* The same nonzero eigenvalues with the same multiplicities *)
Definition same_nonzero_spectrum m n (A : 'M[R]_m) (B : 'M[R]_n) := forall mu, mu != 0 ->
  \rank (eigenspace A mu) = \rank (eigenspace B mu).

Lemma same_eigenvalue m n (A : 'M[R]_m) (B : 'M[R]_n) mu :
  same_nonzero_spectrum A B -> mu != 0 -> spectrum A mu <-> spectrum B mu.
Proof.
move=> same /same eq_rank; rewrite /spectrum /eigenvalue -!mxrank_eq0 eq_rank.
by split.
Qed.

Lemma eigenspace_gram_le m n (A : 'M[R]_(m, n)) mu : mu != 0 ->
  (\rank (eigenspace (gram A) mu) <= \rank (eigenspace (gram A^T) mu))%N.
Proof.
move=> mu0; set E := eigenspace _ _; have eigE : E *m gram A = mu *: E by apply/eigenspaceP.
apply: (@leq_trans (\rank (E *m A))); last first.
  by apply/mxrankS/eigenspaceP; rewrite gram_tr !mulmxA -(mulmxA E) -/(gram A) eigE scalemxAl.
rewrite -(mxrank_scale_nz E mu0) -eigE /gram mulmxA; exact: mxrankM_maxl.
Qed.

(* ⟹ AᵀA and AAᵀ have the same nonzero eigenvalues with multiplicities                                                *)
(* Source: [HJ] 1.3.22.                                                                                               *)
Lemma rule_gram_duality m n (A : 'M[R]_(m, n)) : same_nonzero_spectrum (gram A^T) (gram A).
Proof.
move=> mu mu0; apply/eqP; rewrite eqn_leq eigenspace_gram_le // andbT.
by have := eigenspace_gram_le A^T mu0; rewrite trmxK.
Qed.

Lemma same_nonzero_spectrum_eq m n (A : 'M[R]_m) (B B' : 'M[R]_n) :
  same_nonzero_spectrum A B -> B = B' -> same_nonzero_spectrum A B'.
Proof. by move=> ? <-. Qed.

Lemma same_condition_bound m n (A : 'M[R]_m) (B : 'M[R]_n) r : same_nonzero_spectrum A B ->
  condition_bound (spectrum B) r -> condition_bound (spectrum A) r.
Proof.
move=> same bound mu nu eig_mu /(same_eigenvalue same) eig_nu nu0.
have [mu0|mu0] := eqVneq mu 0; last by apply: bound => //; [apply/(same_eigenvalue same mu0)|exact: eig_nu].
by rewrite mu0 mul0r (le_trans ler01) //; have := bound nu nu (eig_nu nu0) (eig_nu nu0) nu0; rewrite divff.
Qed.

(* lo and hi ≥ 0 are valid ends for the nonzero eigenvalues of M ⪰ 0: lo M ⪯ M² and M ⪯ hi I. *)
Definition nonzero_ends n (M : 'M[R]_n) lo hi := 0 <= hi /\
  forall x : 'rV_n, lo * form M x <= sqn (x *m M) /\ form M x <= hi * sqn x.

(* Those of AᵀA are ones of AAᵀ. *)
Lemma gram_nonzero_ends m n (A : 'M[R]_(m, n)) lo hi :
  nonzero_ends (gram A^T) lo hi -> positive_enclosure lo hi (gram A).
Proof.
case=> hi0 ends; have above : above_sigma_max A hi.
  split=> // v; rewrite -sqn_tr trmx_mul -(sqn_tr v) -form_gram -/(gram A^T).
  by case: (ends v^T).
split=> [|x|y]; first exact: gram_symmetric.
  have [_ above_tr] := above_sigma_max_tr above.
  by rewrite form_gram form_scalar -sqn_tr trmx_mul -(sqn_tr x).
have [lower _] := ends (y *m A); move: lower; rewrite form_gram -mulmxA -/(gram A).
have -> : y *m A *m gram A^T = y *m gram A *m A by rewrite gram_tr /gram !mulmxA.
by rewrite -[sqn (y *m gram A *m A)]form_gram.
Qed.

(* s = (σ⁺)²(A), a nonzero eigenvalue *)
Definition is_sigma_positive m n (A : 'M[R]_(m, n)) s :=
  [/\ below_sigma_positive A s, s != 0 & spectrum (gram A^T) s].

(* AᵀA and M have the same nonzero eigenvalues ⟹ κ(M) = σ_max²(A)/(σ⁺)²(A)                                           *)
(* Side condition: M ≠ 0, which σ⁺ ≠ 0 says. Source: definition of κ.                                                 *)
Lemma rule_same_spectrum m n p (A : 'M[R]_(m, n)) (M : 'M[R]_p) hi lo :
  same_nonzero_spectrum (gram A^T) M -> is_sigma_max A hi -> is_sigma_positive A lo ->
  condition_number (spectrum M) (hi / lo).
Proof.
move=> same [[hi0 upper] _ eig_hi] [[lo0 _ lower] lo_neq0 eig_lo].
have ends mu : mu != 0 -> spectrum (gram A^T) mu -> lo <= mu <= hi.
  move=> mu0 /eigenvalueP[v eig v0]; have sqn_v : 0 < sqn v by rewrite sqn_gt0.
  have form_v : sqn (v *m A^T) = mu * sqn v by rewrite -form_gram /form -/(gram A^T) eig innerZl sqnE.
  rewrite -(ler_pmul2r sqn_v) -[mu <= hi](ler_pmul2r sqn_v) -form_v; apply/andP; split.
    apply: lower; have -> : v = (mu^-1 *: (v *m A^T)) *m A.
      by rewrite -scalemxAl -mulmxA -gram_tr eig scalerA mulVf // scale1r.
    exact: submxMl.
  by rewrite -sqn_tr trmx_mul trmxK -(sqn_tr v).
have lo_gt0 : 0 < lo by rewrite lt_def lo_neq0.
have hi_neq0 : hi != 0.
  by have /andP[_ le] := ends lo lo_neq0 eig_lo; rewrite gt_eqF // (lt_le_trans lo_gt0).
split; last first.
  exists hi, lo; split=> //; [exact/(same_eigenvalue same hi_neq0)|exact/(same_eigenvalue same lo_neq0)].
by apply: quotient_ends => // mu mu0 /(same_eigenvalue same mu0); exact: ends.
Qed.

(* Compressions by u ⊗ I of a matrix of full rank bound its condition number from below. *)
Lemma compression_at_least k n (M : 'M[R]_(k * n)) (K : 'cV[R]_k -> 'M[R]_n) (u u' : 'cV[R]_k) l l' :
  (forall u (x : 'rV_n), form M (mxvec (u *m x)) = form (K u) x) ->
  \rank M = (k * n)%N -> 0 < l' * sqn u -> is_lambda_max (K u) l -> is_lambda_min (K u') l' ->
  condition_at_least M ((l * sqn u') / (l' * sqn u)).
Proof.
move=> form_compressed rankM positive [_ /eigenvalueP[x eig x0]] [_ /eigenvalueP[x' eig' x'0]] lo hi lo_gt0 [_ upper lower].
have u_gt0 : 0 < sqn u.
  by rewrite lt_def sqn_ge0 andbT; apply: contraTneq positive => ->; rewrite mulr0 ltxx.
have scale (v : 'cV[R]_k) (y : 'rV[R]_n) : sqn (mxvec (v *m y)) = sqn v * sqn y.
  by rewrite sqn_mxvec -{1}[v]trmxK sqn_outer sqn_tr.
have range (z : 'rV_(k * n)) : lo * sqn z <= form M z.
  have /submxP[y ->] : (z <= M)%MS by apply: submx_full; rewrite /row_full rankM.
  exact: lower.
have form_x : form M (mxvec (u *m x)) = l * sqn x by rewrite form_compressed /form eig innerZl -sqnE.
have form_x' : form M (mxvec (u' *m x')) = l' * sqn x' by rewrite form_compressed /form eig' innerZl -sqnE.
have x_gt0 : 0 < sqn x by rewrite sqn_gt0.
have x'_gt0 : 0 < sqn x' by rewrite sqn_gt0.
have le_hi : l <= hi * sqn u.
  by rewrite -(ler_pmul2r x_gt0) -form_x -mulrA -scale -form_scalar; exact: upper.
have le_lo : lo * sqn u' <= l'.
  by rewrite -(ler_pmul2r x'_gt0) -form_x' -mulrA -scale; exact: range.
have hi_gt0 : 0 < hi.
  have ux_gt0 : 0 < sqn (mxvec (u *m x)) by rewrite scale mulr_gt0.
  rewrite -(pmulr_lgt0 _ ux_gt0); apply: lt_le_trans (_ : form M (mxvec (u *m x)) <= _); last first.
    by rewrite -form_scalar; exact: upper.
  by apply: lt_le_trans (range _); exact: mulr_gt0.
rewrite ler_pdivr_mulr // mulrAC ler_pdivl_mulr // -mulrA.
apply: (@le_trans _ _ (hi * sqn u * (sqn u' * lo))).
  by apply: ler_wpmul2r => //; rewrite mulr_ge0 ?sqn_ge0 // ltW.
rewrite -mulrA; apply: ler_wpmul2l; first exact: ltW.
by rewrite mulrC [sqn u' * _]mulrC; apply: ler_wpmul2r => //; exact: sqn_ge0.
Qed.

Section Compression.
Variables (k n m d : nat) (W : 'M[R]_(k, m)) (D Phi : 'M[R]_(m, n)) (X : 'M[R]_(d, n)).

Lemma form_schur_square p (v : 'rV[R]_p) (N : 'M_p) (x : 'rV_p) :
  form (schur (v^T *m v) N) x = form N (x *m diag_mx v).
Proof.
rewrite /form !innerE !big_ord1; apply: eq_bigr => j _.
rewrite mul_mx_diag [X in _ = _ * X]mxE [x 0 j * _]mulrC mulrA; congr (_ * _).
rewrite !mxE mulr_suml; apply: eq_bigr => i _.
by rewrite !mxE big_ord1 !mxE !mulrA [in RHS]mulrAC.
Qed.

Lemma gram_rows : gram X^T = \sum_c (row c X)^T *m row c X.
Proof.
apply/matrixP => i j; rewrite mxE summxE; apply: eq_bigr => c _.
by rewrite !mxE big_ord1 !mxE.
Qed.

Lemma schur_suml p (I : finType) (M : I -> 'M[R]_p) (N : 'M_p) :
  schur (\sum_i M i) N = \sum_i schur (M i) N.
Proof.
apply/matrixP => i j; rewrite mxE !summxE mulr_suml; apply: eq_bigr => c _.
by rewrite mxE.
Qed.

(* (u ⊗ y)ᵀ H for H = W ⊙ Dᵀ *)
Lemma columnwise_outer (u : 'cV[R]_k) (y : 'rV[R]_n) :
  mxvec (u *m y) *m columnwise W D^T = y *m (D^T *m diag_mx (u^T *m W)).
Proof.
apply/rowP => i; rewrite mulmxA mul_mx_diag !mxE (reindex _ (curry_mxvec_bij _ _)) /=.
transitivity (\sum_a \sum_j u a 0 * y 0 j * (W a i * D i j)).
  rewrite pair_bigA; apply: eq_bigr => -[a j] _; rewrite /= mxvecE columnwiseE !mxE big_ord1.
  by [].
rewrite exchange_big mulr_suml; apply: eq_bigr => j _ /=; rewrite !mxE mulr_sumr; apply: eq_bigr => a _.
by rewrite !mxE mulrACA mulrC.
Qed.

(* K_u = (u ⊗ I)ᵀ nK (u ⊗ I) *)
Definition compressed (u : 'cV[R]_k) : 'M_n :=
  schur (gram X^T) (gram (D^T *m diag_mx (u^T *m W))) + sqn u *: gram Phi^T.

Lemma form_compressed (u : 'cV[R]_k) (x : 'rV_n) :
  form (schur (kron (gram (ones R k)) (gram X^T)) (gram (columnwise W D^T)) + kron 1%:M (gram Phi^T)) (mxvec (u *m x))
  = form (compressed u) x.
Proof.
rewrite !formD form_scale; congr (_ + _).
  rewrite -/(block_schur _ _) gram_rows block_schur_suml schur_suml !form_sum; apply: eq_bigr => c _.
  by rewrite form_block_square form_schur_square !form_gram -mulmxA columnwise_outer.
have unit_scale : u^T *m u = (sqn u)%:M.
  rewrite [LHS]mx11_scalar; congr (_%:M); rewrite mxE /sqn; apply: eq_bigr => i _.
  by rewrite big_ord1 !mxE expr2.
by rewrite form_kron trmx1 mul1mx -mulmxA inner_mull mulmxA unit_scale mul_scalar_mx innerZr.
Qed.

(* nK ≻ 0 ⟹ κ(nK) ≥ (λ_max(K_u)/‖u‖²) / (λ_min(K_u′)/‖u′‖²)                                                         *)
(* Side condition: nK has full rank. Source: Cauchy interlacing, [HJ] 4.3.28.                                         *)
Lemma rule_compression (u u' : 'cV[R]_k) l l' :
  let M := schur (kron (gram (ones R k)) (gram X^T)) (gram (columnwise W D^T)) + kron 1%:M (gram Phi^T) in
  \rank M = (k * n)%N -> 0 < l' * sqn u -> is_lambda_max (compressed u) l -> is_lambda_min (compressed u') l' ->
  condition_at_least M ((l * sqn u') / (l' * sqn u)).
Proof. by move=> M; apply: compression_at_least => v x; exact: form_compressed. Qed.

End Compression.
End SpectrumRules.
