(* Two-layer (leaky) ReLU networks x ↦ W φ(Vx), φ(z) = z for z > 0 and αz otherwise: their Jacobian with respect to V *)
(* and W, and the Gram form nK = JJᵀ of their Gauss-Newton matrix.                                                    *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Frobenius Loewner Kronecker Rules LoewnerRules ConditionRules FlagRules SchurRules
  SpectrumRules.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section TwoLayer.
Variables (R : realFieldType) (d n m k : nat) (alpha : R) (X : 'M[R]_(d, n)).

(* φ′, with φ′(0) = α by convention *)
Definition slope (z : R) : R := if 0 < z then 1 else alpha.

(* φ *)
Definition activation (z : R) : R := slope z * z.

(* D_ij = φ′(v_iᵀx_j) *)
Definition slopes (V : 'M[R]_(m, d)) : 'M[R]_(m, n) := map_mx slope (V *m X).

(* Φ = φ(VX) *)
Definition features (V : 'M[R]_(m, d)) : 'M[R]_(m, n) := map_mx activation (V *m X).

(* The outputs on the columns of X *)
Definition outputs (V : 'M[R]_(m, d)) (W : 'M[R]_(k, m)) : 'M[R]_(k, n) := W *m features V.

(* Φ = D ∘ (VX) *)
Lemma featuresE V : features V = schur (slopes V) (V *m X).
Proof. by apply/matrixP => i j; rewrite !mxE. Qed.

Lemma slope_ends z : 0 <= alpha <= 1 -> alpha <= slope z <= 1.
Proof. by case/andP=> alpha0 alpha1; rewrite /slope; case: ifP; rewrite ?lexx ?alpha1. Qed.

Lemma slopes_ends V : 0 <= alpha <= 1 -> forall i j, alpha <= slopes V i j <= 1.
Proof. by move=> ends i j; rewrite mxE; exact: slope_ends. Qed.

Variables (V : 'M[R]_(m, d)) (W : 'M[R]_(k, m)).
Let D := slopes V.
Let Phi := features V.

(* (W + tH_W) (D ∘ ((V + tH_V) X)), a matrix of polynomials in t *)
Definition linear_piece (HV : 'M[R]_(m, d)) (HW : 'M[R]_(k, m)) : 'M[{poly R}]_(k, n) :=
  (map_mx polyC W + 'X *: map_mx polyC HW)
    *m (\matrix_(i, j) ((D i j)%:P * ((map_mx polyC V + 'X *: map_mx polyC HV) *m map_mx polyC X) i j)).

Lemma piece_value HV HW t : map_mx (horner_eval t) (linear_piece HV HW)
  = (W + t *: HW) *m schur D ((V + t *: HV) *m X).
Proof.
have value p q (A B : 'M[R]_(p, q)) : map_mx (horner_eval t) (map_mx polyC A + 'X *: map_mx polyC B) = A + t *: B.
  by apply/matrixP => i j; rewrite !mxE /= horner_evalE hornerD hornerM hornerX !hornerC.
rewrite map_mxM value; congr (_ *m _); apply/matrixP => i j; rewrite mxE /= horner_evalE mxE hornerM hornerC [RHS]mxE.
congr (_ * _); transitivity ((map_mx (horner_eval t) ((map_mx polyC V + 'X *: map_mx polyC HV) *m map_mx polyC X)) i j).
  by rewrite [RHS]mxE.
rewrite map_mxM value (_ : map_mx (horner_eval t) (map_mx polyC X) = X) //.
by apply/matrixP => a b; rewrite !mxE /= horner_evalE hornerC.
Qed.

Lemma positive_below (I : finType) (f : I -> R) : (forall i, 0 < f i) -> exists2 e, 0 < e & forall i, e <= f i.
Proof.
move=> f_gt0; exists (\big[Num.min/1]_i f i) => [|i].
  by elim/big_ind: _ => // x y x0 y0; rewrite lt_minr x0 y0.
elim: index_enum (mem_index_enum i) => // j s IH.
by rewrite inE big_cons le_minl => /orP[/eqP->|/IH->]; rewrite ?lexx ?orbT.
Qed.

(* Off the kinks the network is this polynomial for all small t. *)
Theorem linear_pieceE HV HW : (forall i j, (V *m X) i j != 0) ->
  exists2 e, 0 < e & forall t, `|t| < e ->
    map_mx (horner_eval t) (linear_piece HV HW) = outputs (V + t *: HV) (W + t *: HW).
Proof.
move=> no_kink.
pose room (p : 'I_m * 'I_n) := `|(V *m X) p.1 p.2| / (`|(HV *m X) p.1 p.2| + 1).
have denominator p : 0 < `|(HV *m X) p.1 p.2| + 1 :> R by rewrite ltr_paddl ?normr_ge0 ?ltr01.
have [|e e_gt0 le_e] := @positive_below _ room.
  by move=> p; rewrite divr_gt0 ?normr_gt0.
exists e => // t small; rewrite piece_value /outputs featuresE; congr (_ *m schur _ _).
apply/matrixP => i j; rewrite [LHS]mxE [RHS]mxE /slope.
have -> : ((V + t *: HV) *m X) i j = (V *m X) i j + t * (HV *m X) i j.
  by rewrite mulmxDl -scalemxAl mxE [X in _ + X]mxE.
set a := (V *m X) i j; set b := (HV *m X) i j.
have tb : `|t * b| < `|a|.
  rewrite normrM; have := lt_le_trans small (le_e (i, j)); rewrite /room /= ltr_pdivl_mulr ?(denominator (i, j)) //.
  by apply: le_lt_trans; rewrite ler_wpmul2l ?normr_ge0 // ler_addl ler01.
have a_neq0 : a != 0 by exact: no_kink.
congr (if _ then _ else _); move: tb; rewrite ltr_norml; case: (ltrgt0P a) => [a0|a0|a_eq0] /andP[low high].
- by rewrite -subr_gt0 opprK addrC in low; rewrite low.
- by apply/esym/negbTE; rewrite -leNgt -(opprK a) addrC subr_le0 ltW.
by rewrite a_eq0 eqxx in a_neq0.
Qed.

(* Its derivative at t = 0 *)
Definition two_layer_derivative HV HW : 'M[R]_(k, n) :=
  map_mx (fun p : {poly R} => p^`().[0]) (linear_piece HV HW).

Theorem two_layer_derivativeE HV HW :
  two_layer_derivative HV HW = W *m schur D (HV *m X) + HW *m Phi.
Proof.
apply/matrixP => a j; rewrite mxE [linear_piece HV HW a j]mxE raddf_sum horner_sum [RHS]mxE [X in _ = X + _]mxE.
rewrite [X in _ = _ + X]mxE -big_split; apply: eq_bigr => i _ /=.
rewrite !mxE derivM derivD derivM derivX !derivC derivM derivC raddf_sum.
rewrite !(hornerD, hornerM, hornerC, hornerX) !horner_sum.
have inner_value : \sum_(b < d) ((map_mx polyC V + 'X *: map_mx polyC HV) i b * (map_mx polyC X) b j).[0] = (V *m X) i j.
  by rewrite mxE; apply: eq_bigr => b _; rewrite !mxE !(hornerM, hornerD, hornerC, hornerX) mul0r addr0.
have inner_derivative :
    \sum_(b < d) (((map_mx polyC V + 'X *: map_mx polyC HV) i b * (map_mx polyC X) b j)^`()).[0] = (HV *m X) i j.
  rewrite mxE; apply: eq_bigr => b _; rewrite !mxE derivM derivD derivM derivX !derivC.
  by rewrite !(hornerM, hornerD, hornerC, hornerX) !(mul0r, mulr0, addr0, add0r, mul1r).
rewrite inner_value inner_derivative !mxE /activation !(mul0r, mulr0, addr0, add0r, mul1r) addrC.
by [].
Qed.

(* The columns of J for V: ∂F_a(x_j)/∂V_ib = W_ai D_ij X_bj *)
Definition hidden_jacobian : 'M[R]_(k * n, m * d) := \matrix_(u, w)
  mxvec (\matrix_(a, j) mxvec (\matrix_(i, b) (W a i * D i j * X b j)) 0 w) 0 u.

(* J; its columns for W are I ⊗ Φᵀ: ∂F_a(x_j)/∂W_ai = Φ_ij *)
Definition two_layer_jacobian : 'M[R]_(k * n, m * d + k * m) := row_mx hidden_jacobian (kron 1%:M Phi^T).
Let J := two_layer_jacobian.

Lemma hidden_jacobianE a j i b :
  hidden_jacobian (mxvec_index a j) (mxvec_index i b) = W a i * D i j * X b j.
Proof. by rewrite mxE mxvecE mxE mxvecE mxE. Qed.

(* J maps a direction to the derivative of the outputs. *)
Theorem two_layer_jacobianE HV HW :
  row_mx (mxvec HV) (mxvec HW) *m J^T = mxvec (two_layer_derivative HV HW).
Proof.
rewrite two_layer_derivativeE /J /two_layer_jacobian tr_row_mx mul_row_col kron_tr trmx1 trmxK mxvec_kron trmx1 mul1mx.
rewrite linearD; congr (_ + _); apply/rowP => u; case/mxvec_indexP: u => a j.
rewrite mxvecE !mxE (reindex _ (curry_mxvec_bij _ _)) /=.
transitivity (\sum_i \sum_b HV i b * (W a i * D i j * X b j)).
  by rewrite pair_bigA; apply: eq_bigr => -[i b] _; rewrite /= mxvecE [in LHS]mxE hidden_jacobianE.
apply: eq_bigr => i _; rewrite !mxE mulrA mulr_sumr; apply: eq_bigr => b _.
by rewrite mulrCA -!mulrA.
Qed.

(* JJᵀ = (11ᵀ ⊗ XᵀX) ∘ HHᵀ + I ⊗ ΦᵀΦ, H = W ⊙ Dᵀ                                                                      *)
(* Source: ∂F_a(x_j)/∂V_ib = W_aiD_ijx_bj, ∂F_a(x_j)/∂W_ai = Φ_ij.                                                    *)
Lemma rule_two_layer_jacobian :
  gram J = schur (kron (gram (ones R k)) (gram X^T)) (gram (columnwise W D^T)) + kron 1%:M (gram Phi^T).
Proof.
rewrite /gram tr_row_mx mul_row_col kron_tr kron_mul !trmx1 mulmx1; congr (_ + _).
rewrite -/(gram (ones R k)) -/(gram X^T) -/(gram (columnwise W D^T)) -/(block_schur _ _).
apply: matrix_index_ext => a j b j'; rewrite block_schurE !mxE (reindex _ (curry_mxvec_bij _ _)) /=.
transitivity (\sum_i \sum_c (W a i * D i j * X c j) * (W b i * D i j' * X c j')).
  by rewrite pair_bigA; apply: eq_bigr => -[i c] _; rewrite /= [X in _ * X]mxE !hidden_jacobianE.
rewrite mulr_sumr; apply: eq_bigr => i _; rewrite mulr_suml; apply: eq_bigr => c _.
rewrite [X in _ = _ * X]mulrC ![columnwise _ _ _ _]columnwiseE ![(columnwise _ _)^T _ _]mxE columnwiseE !mxE.
by rewrite [RHS]mulrC mulrACA; congr (_ * _); rewrite mulrC.
Qed.

(* G = (1/n) JᵀJ *)
Definition two_layer_gauss_newton : 'M[R]_(m * d + k * m) := n%:R^-1 *: gram J^T.
Let G := two_layer_gauss_newton.

Lemma two_layer_same_spectrum mu : mu != 0 -> spectrum G mu <-> n%:R != 0 :> R /\ spectrum (gram J) (n%:R * mu).
Proof.
move=> mu0; have [n0|n0] := eqVneq (n%:R : R) 0.
  split=> [|[]] // /eigenvalueP[v]; rewrite /G /two_layer_gauss_newton n0 invr0 scale0r mulmx0 => /esym/eqP.
  by rewrite scaler_eq0 (negPf mu0) => /eqP->; rewrite eqxx.
have scaled : spectrum G mu <-> spectrum (gram J^T) (n%:R * mu).
  split=> /eigenvalueP[v eig v0]; apply/eigenvalueP; exists v => //.
    by rewrite -scalerA -eig /G /two_layer_gauss_newton -scalemxAr scalerA mulfV // scale1r.
  by rewrite /G /two_layer_gauss_newton -scalemxAr eig scalerA mulKf.
have nmu0 : n%:R * mu != 0 by rewrite mulf_neq0.
have dual := same_eigenvalue (rule_gram_duality J) nmu0.
by split=> [/scaled/dual|[_ /dual/scaled]].
Qed.

(* A bound for nK is one for G. *)
Lemma two_layer_condition_bound r : condition_bound (spectrum (gram J)) r -> condition_bound (spectrum G) r.
Proof.
move=> bound mu nu eig_mu eig_nu nu0; have [n0 eig_nu'] := (two_layer_same_spectrum nu0).1 eig_nu.
have nnu0 : n%:R * nu != 0 by rewrite mulf_neq0.
have [mu0|mu0] := eqVneq mu 0.
  by have := bound _ _ eig_nu' eig_nu' nnu0; rewrite mu0 mul0r divff //; apply: le_trans ler01.
have [_ eig_mu'] := (two_layer_same_spectrum mu0).1 eig_mu.
by have := bound _ _ eig_mu' eig_nu' nnu0; rewrite -mulf_div divff // mul1r.
Qed.

Lemma two_layer_condition_number r : condition_number (spectrum (gram J)) r -> condition_number (spectrum G) r.
Proof.
move=> [bound [mu [nu [eig_mu eig_nu nu0 eq_r]]]]; split; first exact: two_layer_condition_bound.
have mu0 : mu != 0.
  apply: contraTneq (bound nu nu eig_nu eig_nu nu0) => mu0.
  by rewrite divff // -eq_r mu0 mul0r ler10.
have n0 : n%:R != 0 :> R.
  apply: contraNneq nu0; case/eigenvalueP: eig_nu => v _ v0.
  case: n v v0 => [v|n' _ _ /eqP]; last by rewrite pnatr_eq0.
  by case/eqP; apply/rowP => i; have := ltn_ord i; rewrite {2}muln0.
have back x : x != 0 -> spectrum (gram J) x -> spectrum G (x / n%:R).
  by move=> x0 eig; apply/two_layer_same_spectrum; [rewrite mulf_neq0 ?invr_neq0|rewrite mulrC divfK].
exists (mu / n%:R), (nu / n%:R); split; [exact: back|exact: back|by rewrite mulf_neq0 ?invr_neq0|].
by rewrite -mulf_div divff ?mulr1 // invr_neq0.
Qed.

(* The nonzero eigenvalues of G times n lie between the ends of nK. *)
Lemma two_layer_eigenvalue lo hi : enclosure lo hi (gram J) ->
  forall mu, mu != 0 -> spectrum G mu -> lo <= n%:R * mu <= hi.
Proof.
by move=> enc mu mu0 /(two_layer_same_spectrum mu0)[_]; exact: enclosure_spectrum.
Qed.

(* Valid ends for the nonzero eigenvalues of G *)
Definition two_layer_ends lo hi := nonzero_ends G lo hi.

(* A lower bound for nK is one for G. *)
Lemma two_layer_condition_at_least r : condition_at_least (gram J) r ->
  forall lo hi, 0 < lo -> two_layer_ends lo hi -> r <= hi / lo.
Proof.
move=> bound lo hi lo_gt0 [hi0 ends]; have [n0|n_gt0] := posnP n.
  apply: le_trans (_ : 0 <= _); last by rewrite divr_ge0 // ltW.
  have empty x : x = 0 :> 'rV[R]_(k * n) by apply/rowP => i; have := ltn_ord i; rewrite {2}n0 muln0.
  rewrite -(mul0r (1^-1 : R)); apply: bound; first exact: ltr01.
  split=> [|x|y]; first exact: gram_symmetric.
    by rewrite (empty x) /form !mul0mx !inner0l.
  by rewrite (empty (y *m _)) sqn0 mulr0 /form mul0mx inner0l.
have c_gt0 : 0 < n%:R :> R by rewrite ltr0n.
have c0 : n%:R != 0 :> R by rewrite gt_eqF.
have -> : hi / lo = (n%:R * hi) / (n%:R * lo) by rewrite -mulf_div divff // mul1r.
apply: bound; first exact: mulr_gt0.
have formG x : form (gram J^T) x = n%:R * form G x by rewrite form_scale mulrA divff ?mul1r.
have G_J : gram J^T = n%:R *: G by rewrite scalerA divff // scale1r.
apply: gram_nonzero_ends; split=> [|x]; first by rewrite mulr_ge0 // ltW.
have [lower upper] := ends x; split.
  rewrite formG G_J -scalemxAr sqnE innerZl innerZr -sqnE -mulrA; apply: ler_wpmul2l; first exact: ltW.
  by rewrite mulrCA; apply: ler_wpmul2l => //; exact: ltW.
by rewrite formG -mulrA; apply: ler_wpmul2l => //; exact: ltW.
Qed.

End TwoLayer.

Print Assumptions linear_pieceE.
Print Assumptions two_layer_jacobianE.
Print Assumptions rule_two_layer_jacobian.
Print Assumptions two_layer_derivativeE.
