(* Two-layer networks x ↦ W diag(g) BN(Vx) with batch normalisation, at g = 1: their Jacobian with respect to V, g    *)
(* and W, through the batch mean and the batch variance, and their Gauss-Newton matrix.                               *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Derivative Frobenius Loewner Kronecker Rules ConditionRules FlagRank SchurRules
  SpectrumRules BatchNormRules.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Batch.
Variables (R : realFieldType) (n : nat).

(* The batch mean of every row subtracted *)
Definition centered p (Z : 'M[R]_(p, n)) : 'M[R]_(p, n) := \matrix_(i, j) (Z i j - n%:R^-1 * \sum_l Z i l).

(* The variance of row i, with 1/n *)
Definition batch_variance p (Z : 'M[R]_(p, n)) i : R := n%:R^-1 * \sum_j centered Z i j ^+ 2.

(* s_i is the standard deviation of row i. *)
Definition batch_deviations p (Z : 'M[R]_(p, n)) (s : 'I_p -> R) :=
  forall i, 0 <= s i /\ s i ^+ 2 = batch_variance Z i.

(* BN(Z) for the standard deviations s *)
Definition batch_norm p (Z : 'M[R]_(p, n)) (s : 'I_p -> R) : 'M[R]_(p, n) := \matrix_(i, j) (centered Z i j / s i).

(* The outputs on the batch X *)
Definition batch_norm_outputs d m k (X : 'M[R]_(d, n)) (V : 'M[R]_(m, d)) (g : 'rV[R]_m) (W : 'M[R]_(k, m)) s :=
  W *m diag_mx g *m batch_norm (V *m X) s.

Lemma centeredE p (Z : 'M[R]_(p, n)) : centered Z = Z *m (1%:M - n%:R^-1 *: const_mx 1).
Proof.
apply/matrixP => i j; rewrite mulmxBr mulmx1 -scalemxAr !mxE; congr (_ - _ * _).
by apply: eq_bigr => l _; rewrite mxE mulr1.
Qed.

Lemma centeredM p q (A : 'M[R]_(p, q)) (Z : 'M[R]_(q, n)) : centered (A *m Z) = A *m centered Z.
Proof. by rewrite !centeredE mulmxA. Qed.

Lemma batch_varianceE p (Z : 'M[R]_(p, n)) i : batch_variance Z i = n%:R^-1 * sqn (row i (centered Z)).
Proof. by rewrite /sqn big_ord1; congr (_ * _); apply: eq_bigr => j _; rewrite [X in _ = X ^+ 2]mxE. Qed.

End Batch.

Section BatchNorm.
Variables (R : realFieldType) (d n m k : nat) (X : 'M[R]_(d, n)) (V : 'M[R]_(m, d)) (W : 'M[R]_(k, m)).
Variable s : 'I_m -> R.

Section Data.
Variables (q : nat) (Y : 'M[R]_(d, q)) (c : R).
(* Centred samples Y of weight c, of covariance cYYᵀ: the batch, where c = 1/n, or the columns of S, where c = 1. *)

(* The normalised unit z_i = v_iᵀY/s_i *)
Definition unit_values i : 'rV[R]_q := (s i)^-1 *: (row i V *m Y).

(* ∂z_i/∂v_i = Y(I − c z_iᵀz_i)/s_i: the last term is the variance's. *)
Definition unit_jacobian i : 'M[R]_(d, q) := (s i)^-1 *: (Y *m (1%:M - c *: ((unit_values i)^T *m unit_values i))).

(* Jᵀ: its rows are ∂F/∂V, unit by unit, ∂F/∂g and ∂F/∂W, its columns the outputs (output, sample). *)
Definition transposed_jacobian : 'M[R]_(m * d + m + k * m, k * q) :=
  col_mx (col_mx (\sum_i kron (delta_mx i 0 *m (col i W)^T) (unit_jacobian i))
                 (\matrix_i mxvec (col i W *m unit_values i)))
         (kron 1%:M (\matrix_i unit_values i)).

(* J times a direction *)
Definition batch_norm_derivative (HV : 'M[R]_(m, d)) (hg : 'rV[R]_m) (HW : 'M[R]_(k, m)) : 'M[R]_(k, q) :=
  W *m (\matrix_i (row i HV *m unit_jacobian i)) + W *m diag_mx hg *m (\matrix_i unit_values i)
  + HW *m (\matrix_i unit_values i).

Lemma mul_columns p r (A : 'M[R]_(p, m)) (B : 'I_m -> 'rV[R]_r) : A *m (\matrix_i B i) = \sum_i col i A *m B i.
Proof.
apply/matrixP => a j; rewrite mxE summxE; apply: eq_bigr => i _.
by rewrite !mxE big_ord1 !mxE.
Qed.

Lemma transposed_jacobianE HV hg HW : row_mx (row_mx (mxvec HV) hg) (mxvec HW) *m transposed_jacobian
  = mxvec (batch_norm_derivative HV hg HW).
Proof.
rewrite !mul_row_col mxvec_kron trmx1 mul1mx !linearD /=; congr (_ + _ + _).
  rewrite mul_columns mulmx_sumr linear_sum; apply: eq_bigr => i _ /=.
  by rewrite mxvec_kron trmx_mul trmxK trmx_delta [in RHS]rowE !mulmxA.
rewrite [in RHS]mul_columns mulmx_sum_row linear_sum; apply: eq_bigr => i _; rewrite rowK.
have -> : col i (W *m diag_mx hg) = hg 0 i *: col i W by apply/colP => a; rewrite mxE mul_mx_diag !mxE mulrC.
by rewrite -scalemxAl [RHS]linearZ.
Qed.

End Data.

(* Only the covariance and a last factor Y are seen of the samples. *)
Lemma transposed_jacobian_factor : exists B : 'M[R]_d -> 'M[R]_(m * d + m + k * m, k * d),
  forall q (Y : 'M[R]_(d, q)) c, transposed_jacobian Y c = B (c *: gram Y) *m kron 1%:M Y.
Proof.
pose w i := (s i)^-1 *: row i V.
exists (fun Sigma => col_mx (col_mx
  (\sum_i kron (delta_mx i 0 *m (col i W)^T) ((s i)^-1 *: (1%:M - Sigma *m ((w i)^T *m w i))))
  (\matrix_i mxvec (col i W *m w i))) (kron 1%:M (\matrix_i w i))) => q Y c.
have value i : unit_values Y i = w i *m Y by rewrite /unit_values scalemxAl.
rewrite !mul_col_mx kron_mul mulmx1; congr (col_mx (col_mx _ _) _).
- rewrite mulmx_suml; apply: eq_bigr => i _; rewrite kron_mul mulmx1; congr (kron _ _).
  rewrite -[RHS]scalemxAl; congr (_ *: _); rewrite mulmxBr mulmx1 mulmxBl mul1mx; congr (_ - _).
  by rewrite value trmx_mul -scalemxAr -!(scalemxAl c) /gram !mulmxA.
- by apply/row_matrixP => i; rewrite row_mul !rowK mxvec_kron trmx1 mul1mx -mulmxA value.
by congr kron; apply/row_matrixP => i; rewrite row_mul !rowK value.
Qed.

(* J on the batch X at g = 1 *)
Definition batch_norm_jacobian : 'M[R]_(k * n, m * d + m + k * m) :=
  (transposed_jacobian (centered X) n%:R^-1)^T.

Let z i j : R := unit_values (centered X) i 0 j.

(* ∂F_a(x_j)/∂V_ib = W_ai (X_bj − z_ij (1/n) Σ_l z_ilX_bl)/s_i, X centred *)
Lemma batch_norm_jacobian_hidden a j i b :
  batch_norm_jacobian (mxvec_index a j) (lshift (k * m) (lshift m (mxvec_index i b)))
  = W a i * ((centered X b j - z i j * (n%:R^-1 * \sum_l z i l * centered X b l)) / s i).
Proof.
rewrite mxE !col_mxEu summxE (bigD1 i) //= big1 ?addr0 => [|i' ne_i]; rewrite kronE mxE big_ord1 mxE; last first.
  by rewrite eq_sym (negPf ne_i) !mul0r.
rewrite !eqxx mul1r [(col i W)^T _ _]mxE [col i W _ _]mxE; congr (_ * _).
rewrite /unit_jacobian mulmxBr mulmx1 -scalemxAr mulmxA [LHS]mxE mulrC; congr (_ / _).
rewrite [LHS]mxE [X in _ + X]mxE [X in _ - X]mxE; congr (_ - _).
rewrite [X in _ * X]mxE big_ord1 [RHS]mulrCA; congr (_ * _); rewrite mulrC; congr (_ * _).
by rewrite mxE; apply: eq_bigr => l _; rewrite [X in _ * X]mxE mulrC.
Qed.

(* ∂F_a(x_j)/∂g_i = W_ai z_ij *)
Lemma batch_norm_jacobian_scale a j i :
  batch_norm_jacobian (mxvec_index a j) (lshift (k * m) (rshift (m * d) i)) = W a i * z i j.
Proof. by rewrite mxE col_mxEu col_mxEd mxE mxvecE mxE big_ord1 mxE. Qed.

(* ∂F_a(x_j)/∂W_ci = δ_ac z_ij *)
Lemma batch_norm_jacobian_output a j c i :
  batch_norm_jacobian (mxvec_index a j) (rshift (m * d + m) (mxvec_index c i)) = (a == c)%:R * z i j.
Proof. by rewrite mxE col_mxEd kronE eq_sym; congr (_ * _); rewrite mxE. Qed.

(* G = (1/n) JᵀJ *)
Definition batch_norm_gauss_newton : 'M[R]_(m * d + m + k * m) := n%:R^-1 *: gram batch_norm_jacobian^T.
Let G := batch_norm_gauss_newton.

Variable S : 'M[R]_d.
Hypothesis covariance : n%:R^-1 *: gram (centered X) = gram S.

(* The batch variances are the ‖Sᵀv_i‖². *)
Lemma batch_variance_covariance i : batch_variance (V *m X) i = sqn (row i V *m S).
Proof. by rewrite batch_varianceE centeredM row_mul -!form_gram -/(gram _) -/(gram S) -covariance form_scale. Qed.

(* G is what it would be for the columns of S. *)
Lemma batch_norm_gauss_newtonE : G = gram (transposed_jacobian S 1).
Proof.
have [B factor] := transposed_jacobian_factor.
have square q (Y : 'M[R]_(d, q)) c : gram (transposed_jacobian Y c)
    = B (c *: gram Y) *m kron 1%:M (gram Y) *m (B (c *: gram Y))^T.
  by rewrite factor /gram trmx_mul kron_tr trmx1 mulmxA -(mulmxA (B _)) kron_mul mul1mx.
rewrite /G /batch_norm_gauss_newton /batch_norm_jacobian trmxK !square scale1r covariance.
by rewrite scalemxAl scalemxAr -kronZr covariance.
Qed.

(* The s_i of Ĝ are the standard deviations of the units over the batch. *)
Lemma batch_deviations_covariance : (forall i, 0 < s i /\ s i ^+ 2 = sqn (row i V *m S)) ->
  batch_deviations (V *m X) s.
Proof. by move=> deviations i; have [/ltW s0 ->] := deviations i; rewrite batch_variance_covariance. Qed.

(* Ĝ is JJᵀ for the columns of S. *)
Lemma batch_norm_smallE : gram (transposed_jacobian S 1)^T = batch_norm_small S V W s.
Proof.
have unit i : unit_values S i = (normalized_unit S V s i)^T by rewrite [RHS]linearZ /= trmxK.
have outer i j : (delta_mx i 0 *m (col i W)^T)^T *m (delta_mx j 0 *m (col j W)^T)
    = (col i W *m (col j W)^T) *+ (i == j).
  rewrite trmx_mul trmxK trmx_delta -mulmxA (mulmxA (delta_mx _ _)) mul_delta_mx_cond.
  have -> : delta_mx 0 0 = 1%:M :> 'M[R]_1 by apply/matrixP => a b; rewrite !ord1 !mxE.
  by case: (i == j); rewrite ?mul1mx // mul0mx mulmx0.
rewrite gram_tr !tr_col_mx !mul_row_col kron_tr kron_mul trmx1 mulmx1 /batch_norm_small gram_tr.
congr (_ + kron _ _); last first.
  by congr (_^T *m _); apply/row_matrixP => i; rewrite !rowK unit.
rewrite /normalized_moment; under [RHS]eq_bigr do rewrite kronDr; rewrite big_split; congr (_ + _).
  rewrite mulmx_sumr; apply: eq_bigr => i _; rewrite linear_sum mulmx_suml (bigD1 i) //= big1 ?addr0 => [|j ne_ji].
    rewrite kron_tr kron_mul outer eqxx; congr kron.
    rewrite /unit_jacobian scale1r unit trmxK -/(gram _) -/(unit_projector S V s i).
    rewrite [(_ *: _)^T]linearZ /= -scalemxAl -scalemxAr scalerA -invfM -expr2 div1r; congr (_ *: _).
    by rewrite /gram !trmx_mul trmxK unit_projector_symmetric.
  by rewrite kron_tr kron_mul outer (negPf ne_ji) mulr0n kron0l.
apply: matrix_index_ext => a b a' b'; rewrite summxE mxE; apply: eq_bigr => i _.
rewrite kronE !mxE !mxvecE unit !mxE !big_ord1 !mxE; exact: mulrACA.
Qed.

(* G and Ĝ have the same nonzero eigenvalues with the same multiplicities. *)
Theorem batch_norm_same_spectrum : same_nonzero_spectrum G (batch_norm_small S V W s).
Proof. by rewrite batch_norm_gauss_newtonE -batch_norm_smallE -{1}[X in gram X]trmxK; exact: rule_gram_duality. Qed.

(* and so the same rank. *)
Theorem batch_norm_rank : \rank G = \rank (batch_norm_small S V W s).
Proof. by rewrite batch_norm_gauss_newtonE -batch_norm_smallE !gram_range trmxK mxrank_tr. Qed.

(* A bound for Ĝ is one for G. *)
Lemma batch_norm_condition_bound r :
  condition_bound (spectrum (batch_norm_small S V W s)) r -> condition_bound (spectrum G) r.
Proof. exact: same_condition_bound batch_norm_same_spectrum. Qed.

(* The nonzero eigenvalues of G lie between the ends of Ĝ. *)
Lemma batch_norm_eigenvalue lo hi : enclosure lo hi (batch_norm_small S V W s) ->
  forall mu, mu != 0 -> spectrum G mu -> lo <= mu <= hi.
Proof. by move=> enc mu mu0 /(same_eigenvalue batch_norm_same_spectrum mu0); exact: enclosure_spectrum. Qed.

(* A lower bound for Ĝ is one for G. *)
Lemma batch_norm_condition_at_least r : condition_at_least (batch_norm_small S V W s) r ->
  forall lo hi, 0 < lo -> nonzero_ends G lo hi -> r <= hi / lo.
Proof.
move=> bound lo hi lo_gt0; rewrite batch_norm_gauss_newtonE -{1}[transposed_jacobian S 1]trmxK => ends.
by apply: bound => //; rewrite -batch_norm_smallE; exact: gram_nonzero_ends.
Qed.

End BatchNorm.

Section Differentiation.
Variables (R : realFieldType) (d n m k : nat) (X : 'M[R]_(d, n)) (V HV : 'M[R]_(m, d)) (hg : 'rV[R]_m).
Variables (W HW : 'M[R]_(k, m)) (s : R -> 'I_m -> R).
Hypothesis deviations : forall t, batch_deviations ((V + t *: HV) *m X) (s t).
Hypothesis positive : forall i, 0 < s 0 i.
Let A := V *m centered X.
Let B := HV *m centered X.

Lemma centered_path t i j : centered ((V + t *: HV) *m X) i j = A i j + t * B i j.
Proof. by rewrite centeredM mulmxDl -scalemxAl mxE [X in _ + X]mxE. Qed.

(* s_i′ = (1/n) ⟨z_i, h_iX⟩, X centred *)
Lemma deviation_derivative i :
  derivative_at_0 (fun t => s t i) (n%:R^-1 * (\sum_l A i l * B i l) / s 0 i).
Proof.
set D := \sum_l _; have -> : n%:R^-1 * D / s 0 i = (n%:R^-1 * (D *+ 2)) / (s 0 i *+ 2).
  rewrite -[s 0 i *+ 2]mulr_natr -[D *+ 2]mulr_natr mulrA invfM mulrACA [_%:R * _]mulfV ?pnatr_eq0 //.
  by rewrite mulr1.
apply: (derivative_root (f := fun t => n%:R^-1 * \sum_l (A i l + t * B i l) ^+ 2)) (positive i) _ => [t|].
  have [nonneg square] := deviations t i; split=> //; rewrite square; congr (_ * _).
  by apply: eq_bigr => l _; rewrite centered_path.
apply: derivativeZ; rewrite -sumrMnl; apply: derivative_sum => l.
have affine := derivative_affine (A i l) (B i l); have := derivativeM affine affine.
by rewrite mul0r addr0 [B i l * _]mulrC -mulr2n; apply: derivative_ext => t; rewrite expr2.
Qed.

Lemma normalized_derivative i j : derivative_at_0 (fun t => batch_norm ((V + t *: HV) *m X) (s t) i j)
  ((row i HV *m unit_jacobian V (s 0) (centered X) n%:R^-1 i) 0 j).
Proof.
have s0 : s 0 i != 0 by rewrite gt_eqF.
have := derivativeM (derivative_affine (A i j) (B i j)) (derivative_inverse s0 (deviation_derivative i)).
rewrite mul0r addr0 => deriv; apply: (derivative_ext (f := fun t => (A i j + t * B i j) / s t i)) => [t|].
  by rewrite [RHS]mxE centered_path.
congr (derivative_at_0 _ _): deriv.
set z := unit_values V (s 0) (centered X) i; have def_z l : z 0 l = A i l / s 0 i.
  by rewrite /z /unit_values -row_mul mxE [X in _ * X]mxE mulrC.
have row_B : row i HV *m centered X = row i B by rewrite row_mul.
rewrite /unit_jacobian -/z -scalemxAr mulmxA row_B mulmxBr mulmx1 -scalemxAr mulmxA.
have -> : row i B *m z^T = (\sum_l A i l * B i l / s 0 i)%:M.
  rewrite [LHS]mx11_scalar; congr _%:M; rewrite mxE; apply: eq_bigr => l _.
  by rewrite mxE [z^T _ _]mxE def_z mulrCA mulrA.
have entry a b c (x y : 'rV[R]_n) : (a *: (x - b *: (c%:M *m y))) 0 j = a * (x 0 j - b * (c * y 0 j)).
  by rewrite mul_scalar_mx !mxE.
rewrite entry def_z [row i B 0 j]mxE -mulr_suml.
set D := \sum_l _; set a := A i j; set b := B i j; set c := n%:R^-1.
rewrite mulrBr mulrN [b / _]mulrC -exprVn expr2; congr (_ - _); set u := (s 0 i)^-1.
rewrite -!mulrA [a * (c * _)]mulrCA [u * (c * _)]mulrCA; congr (_ * _).
by rewrite [a * (D * _)]mulrCA [u * (D * _)]mulrCA; congr (_ * _); rewrite mulrCA [a * (u * u)]mulrCA.
Qed.

(* J maps a direction to the derivative at t = 0 of the outputs for V + tH_V, 1 + th_g and W + tH_W, s(t) being the   *)
(* standard deviations of the units over the batch.                                                                   *)
Theorem batch_norm_jacobianE :
  matrix_derivative_at_0 (fun t => batch_norm_outputs X (V + t *: HV) (const_mx 1 + t *: hg) (W + t *: HW) (s t))
    (vec_mx (row_mx (row_mx (mxvec HV) hg) (mxvec HW) *m (batch_norm_jacobian X V W (s 0))^T)).
Proof.
rewrite /batch_norm_jacobian trmxK transposed_jacobianE mxvecK => a j.
pose Z t := batch_norm ((V + t *: HV) *m X) (s t).
apply: (derivative_ext (f := fun t => \sum_i (W a i + t * HW a i) * (1 + t * hg 0 i) * Z t i j)) => [t|].
  by rewrite /batch_norm_outputs mul_mx_diag [RHS]mxE; apply: eq_bigr => i _; rewrite !mxE.
have Z0 i : Z 0 i j = unit_values V (s 0) (centered X) i 0 j.
  by rewrite mxE scale0r addr0 centeredM /unit_values -row_mul [RHS]mxE [X in _ = _ * X]mxE mulrC.
have product i := derivativeM (derivativeM (derivative_affine (W a i) (HW a i)) (derivative_affine 1 (hg 0 i)))
  (normalized_derivative i j).
congr (derivative_at_0 _ _): (derivative_sum product).
rewrite [RHS]mxE [X in _ = X + _]mxE !mul_mx_diag.
rewrite [X in _ = X + _ + _]mxE [X in _ = _ + X + _]mxE [X in _ = _ + _ + X]mxE.
rewrite -!big_split; apply: eq_bigr => i _ /=; rewrite -/(Z 0 i j) Z0 !mul0r !addr0 !mulr1.
have rows (F : 'I_m -> 'rV[R]_n) : (\matrix_l F l) i j = F i 0 j by rewrite mxE.
by rewrite !rows [X in _ = _ + X * _ + _]mxE mulrDl addrC [HW a i * _ + _]addrC addrA.
Qed.

End Differentiation.

Print Assumptions batch_norm_same_spectrum.
Print Assumptions batch_norm_jacobianE.
Print Assumptions batch_norm_rank.
Print Assumptions batch_norm_jacobian_hidden.
Print Assumptions batch_norm_jacobian_scale.
Print Assumptions batch_norm_jacobian_output.
Print Assumptions batch_deviations_covariance.
