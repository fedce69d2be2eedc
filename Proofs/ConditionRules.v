(* The rules of the Swift kernel about condition numbers themselves: mediant, convex ≤ max, attained ends, Rayleigh   *)
(* quotients. [HJ]: Horn, Johnson, Matrix Analysis and Topics in Matrix Analysis.                                     *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Frobenius Loewner Kronecker Rules LoewnerRules.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section ConditionRules.
Variable R : realFieldType.

Lemma condition_bound_le (spectrum : R -> Prop) r r' :
  condition_bound spectrum r -> r <= r' -> condition_bound spectrum r'.
Proof. by move=> bound le mu nu Mmu Mnu nu0; apply: le_trans le; exact: bound. Qed.

(* Σ_l b_l / Σ_l a_l = Σ_l γ_l b_l/a_l, γ_l = a_l / Σ_i a_i                                                           *)
(* Side condition: a_l > 0 for every l. Source: mediant inequality.                                                   *)
Lemma rule_mediant (I : finType) (a b : I -> R) : (forall l, 0 < a l) ->
  (\sum_l b l) / (\sum_l a l) = \sum_l (a l / (\sum_l a l)) * (b l / a l).
Proof.
move=> a_gt0; rewrite mulr_suml; apply: eq_bigr => l _.
by rewrite mulf_div [a l * b l]mulrC -mulf_div divff ?mulr1 // gt_eqF.
Qed.

(* c Σ_l γ_l r_l ≤ c max_l r_l for γ_l = α_l / Σ_i α_i; the maximum is that of the r_l and 0                          *)
(* Side conditions: c, α_l ≥ 0; for r_l ≥ 0 it's max_l r_l. Source: convexity.                                        *)
Lemma rule_convex_maximum (I : finType) (alpha r : I -> R) c : 0 <= c -> (forall l, 0 <= alpha l) ->
  c * (\sum_l (alpha l / (\sum_l alpha l)) * r l) <= c * \big[Num.max/0]_l r l.
Proof.
move=> c0 alpha0; apply: ler_wpmul2l => //; set m := \big[Num.max/0]_l r l; set total := \sum_l alpha l.
have m0 : 0 <= m by rewrite /m; elim/big_rec: _ => // i x _ x0; rewrite le_maxr x0 orbT.
have le_m l : r l <= m.
  rewrite /m; elim: index_enum (mem_index_enum l) => // i s IH.
  by rewrite inE big_cons le_maxr => /orP[/eqP->|/IH->]; rewrite ?lexx ?orbT.
have [total0|] := eqVneq total 0; first by rewrite big1 // => l _; rewrite total0 invr0 mulr0 mul0r.
move=> total0; apply: (@le_trans _ _ (\sum_l alpha l / total * m)).
  by apply: ler_sum => l _; rewrite ler_wpmul2l // divr_ge0 // sumr_ge0.
by rewrite -mulr_suml -mulr_suml divff // mul1r.
Qed.

(* The spectrum of M is contained in [lo, hi], and both are eigenvalues. *)
Definition attained n lo hi (M : 'M[R]_n) :=
  [/\ enclosure lo hi M, spectrum M lo & spectrum M hi].

(* s = λ_min(M), s = λ_max(M) *)
Definition is_lambda_min n (M : 'M[R]_n) s := below_lambda_min M s /\ spectrum M s.
Definition is_lambda_max n (M : 'M[R]_n) s := above_lambda_max M s /\ spectrum M s.

(* s = σ_row²(A), s = σ_col²(A), s = σ_max²(A), which is an eigenvalue on either side *)
Definition is_sigma_row m n (A : 'M[R]_(m, n)) s := below_sigma_row A s /\ spectrum (gram A) s.
Definition is_sigma_col m n (A : 'M[R]_(m, n)) s := below_sigma_col A s /\ spectrum (gram A^T) s.
Definition is_sigma_max m n (A : 'M[R]_(m, n)) s :=
  [/\ above_sigma_max A s, spectrum (gram A) s & spectrum (gram A^T) s].

Lemma is_sigma_row_tr m n (A : 'M[R]_(m, n)) s : is_sigma_col A s -> is_sigma_row A^T s.
Proof. by case=> /below_sigma_row_tr lower eig. Qed.

Lemma is_sigma_max_tr m n (A : 'M[R]_(m, n)) s : is_sigma_max A s -> is_sigma_max A^T s.
Proof. by case=> /above_sigma_max_tr upper row col; split=> //; rewrite trmxK. Qed.

(* ⟹ λ_min(M) I ⪯ M ⪯ λ_max(M) I, both attained                                                                      *)
(* Source: [HJ] 4.2.2, as the meaning of λ_min and λ_max.                                                             *)
Lemma rule_spectral_theorem n (M : 'M[R]_n) lo hi :
  M^T = M -> is_lambda_min M lo -> is_lambda_max M hi -> attained lo hi M.
Proof. by move=> symmetric [lower eig_lo] [upper eig_hi]. Qed.

Lemma rule_gram_is_lambda_min m n (A : 'M[R]_(m, n)) s : is_sigma_row A s -> is_lambda_min (gram A) s.
Proof. by case=> lower eig; split=> //; exact: rule_spectrum_gram. Qed.

Lemma rule_gram_is_lambda_max m n (A : 'M[R]_(m, n)) s : is_sigma_max A s -> is_lambda_max (gram A) s.
Proof. by case=> upper eig _; split=> //; exact: rule_spectrum_gram_above. Qed.

(* ⟹ σ_row²(A) I ⪯ AAᵀ ⪯ σ_max²(A) I, both attained                                                                   *)
Lemma rule_gram_attained m n (A : 'M[R]_(m, n)) lo hi :
  is_sigma_row A lo -> is_sigma_max A hi -> attained lo hi (gram A).
Proof. by case=> lower eig_lo [upper eig_hi _]; split=> //; exact: rule_gram. Qed.

Lemma spectrum_kron m n (A : 'M[R]_m) (B : 'M[R]_n) a b : A^T = A ->
  spectrum A a -> spectrum B b -> spectrum (kron A B) (a * b).
Proof.
move=> symA /eigenvalueP[u eig_u u0] /eigenvalueP[v eig_v v0]; apply/eigenvalueP.
exists (mxvec (u^T *m v)); last first.
  by rewrite -sqn_gt0 sqn_mxvec sqn_outer mulr_gt0 ?sqn_gt0.
rewrite mxvec_kron symA mulmxA -[A]symA -trmx_mul eig_u.
by rewrite -mulmxA eig_v -scalemxAr [(a *: u)^T]linearZ /= -scalemxAl scalerA mulrC linearZ.
Qed.

(* Kronecker with both ends attained *)
Lemma rule_kronecker_attained m n (A : 'M[R]_m) (B : 'M[R]_n) a a' b b' :
  0 <= a -> 0 <= b -> attained a a' A -> attained b b' B -> attained (a * b) (a' * b') (kron A B).
Proof.
move=> a0 b0 [encA eig_a eig_a'] [encB eig_b eig_b']; have [symA _ _] := encA.
by split; [exact: rule_kronecker|exact: spectrum_kron|exact: spectrum_kron].
Qed.

(* Where there is an identity, each eigenvalue of N is one of I ⊗ N and of N ⊗ I. *)
Lemma spectrum1 m : (0 < m)%N -> spectrum (1%:M : 'M[R]_m) 1.
Proof.
move=> m_gt0; apply/eigenvalueP; exists (delta_mx 0 (Ordinal m_gt0)); first by rewrite mulmx1 scale1r.
by apply/eqP => /matrixP/(_ 0 (Ordinal m_gt0))/eqP; rewrite !mxE !eqxx oner_eq0.
Qed.

Lemma rule_kron_left_is_lambda_min m n (B : 'M[R]_n) s :
  (0 < m)%N -> is_lambda_min B s -> is_lambda_min (kron (1%:M : 'M[R]_m) B) s.
Proof.
move=> m_gt0 [lower eig]; split; first exact: rule_spectrum_kron_left.
by rewrite -[s]mul1r; apply: spectrum_kron => //; [exact: trmx1|exact: spectrum1].
Qed.

Lemma rule_kron_left_is_lambda_max m n (B : 'M[R]_n) s :
  (0 < m)%N -> is_lambda_max B s -> is_lambda_max (kron (1%:M : 'M[R]_m) B) s.
Proof.
move=> m_gt0 [upper eig]; split; first exact: rule_spectrum_kron_left_above.
by rewrite -[s]mul1r; apply: spectrum_kron => //; [exact: trmx1|exact: spectrum1].
Qed.

Lemma rule_kron_right_is_lambda_min m n (A : 'M[R]_m) s : A^T = A ->
  (0 < n)%N -> is_lambda_min A s -> is_lambda_min (kron A (1%:M : 'M[R]_n)) s.
Proof.
move=> symA n_gt0 [lower eig]; split; first exact: rule_spectrum_kron_right.
by rewrite -[s]mulr1; apply: spectrum_kron => //; exact: spectrum1.
Qed.

Lemma rule_kron_right_is_lambda_max m n (A : 'M[R]_m) s : A^T = A ->
  (0 < n)%N -> is_lambda_max A s -> is_lambda_max (kron A (1%:M : 'M[R]_n)) s.
Proof.
move=> symA n_gt0 [upper eig]; split; first exact: rule_spectrum_kron_right_above.
by rewrite -[s]mulr1; apply: spectrum_kron => //; exact: spectrum1.
Qed.

Lemma spectrum_shifted n (M : 'M[R]_n) s c : spectrum M s -> spectrum (M - c%:M) (s - c).
Proof.
case/eigenvalueP=> v eig v0; apply/eigenvalueP; exists v => //.
by rewrite mulmxBr eig mul_mx_scalar scalerBl.
Qed.

Lemma rule_shifted_is_lambda_min n (M : 'M[R]_n) s c : is_lambda_min M s -> is_lambda_min (M - c%:M) (s - c).
Proof. by case=> lower eig; split; [exact: rule_spectrum_shifted|exact: spectrum_shifted]. Qed.

Lemma rule_shifted_is_lambda_max n (M : 'M[R]_n) s c : is_lambda_max M s -> is_lambda_max (M - c%:M) (s - c).
Proof. by case=> upper eig; split; [exact: rule_spectrum_shifted_above|exact: spectrum_shifted]. Qed.

Lemma spectrum_kron_sum m n (A : 'M[R]_m) (B : 'M[R]_n) a b : A^T = A ->
  spectrum A a -> spectrum B b -> spectrum (kron_sum A B) (a + b).
Proof.
move=> symA /eigenvalueP[u eig_u u0] /eigenvalueP[v eig_v v0]; apply/eigenvalueP.
exists (mxvec (u^T *m v)); last first.
  by rewrite -sqn_gt0 sqn_mxvec sqn_outer mulr_gt0 ?sqn_gt0.
rewrite /kron_sum mulmxDr !mxvec_kron trmx1 mul1mx mulmx1 symA mulmxA -[A]symA -trmx_mul eig_u.
by rewrite -mulmxA eig_v linearZ /= -scalemxAl -scalemxAr !linearZ /= -scalerDl.
Qed.

Lemma rule_kron_sum_is_lambda_min m n (A : 'M[R]_m) (B : 'M[R]_n) a b : A^T = A ->
  is_lambda_min A a -> is_lambda_min B b -> is_lambda_min (kron_sum A B) (a + b).
Proof.
by move=> symA [lowA eigA] [lowB eigB]; split;
  [exact: rule_spectrum_kron_sum|exact: spectrum_kron_sum].
Qed.

Lemma rule_kron_sum_is_lambda_max m n (A : 'M[R]_m) (B : 'M[R]_n) a b : A^T = A ->
  is_lambda_max A a -> is_lambda_max B b -> is_lambda_max (kron_sum A B) (a + b).
Proof.
by move=> symA [uppA eigA] [uppB eigB]; split;
  [exact: rule_spectrum_kron_sum_above|exact: spectrum_kron_sum].
Qed.

Lemma attained_eq n (M M' : 'M[R]_n) lo hi : attained lo hi M -> M = M' -> attained lo hi M'.
Proof. by move=> ? <-. Qed.

(* a I ⪯ M ⪯ ā I, SSᵀ = cI ⟹ ca I ⪯ (I ⊗ S)ᵀ M (I ⊗ S) ⪯ cā I, both attained if they were                             *)
(* Side condition: S square. Source: S/√c is orthogonal.                                                              *)
Lemma rule_isotropic_congruence k d (S : 'M[R]_d) (M : 'M[R]_(k * d)) c a a' :
  gram S = c%:M -> attained a a' M ->
  attained (c * a) (c * a') (congruence (kron 1%:M S) M).
Proof.
move=> isotropic [/[dup] enc [symM _ _] eig eig'].
have gramC : gram (kron (1%:M : 'M_k) S) = c%:M.
  by rewrite /gram kron_tr kron_mul trmx1 mulmx1 -/(gram S) isotropic kron_scalar_right kron1 scalemx1.
have form_c r (y : 'M_(r, _)) : form (gram (kron (1%:M : 'M_k) S)) y = c * sqn y.
  by rewrite gramC form_scalar.
have eigen b : spectrum M b -> spectrum (congruence (kron 1%:M S) M) (c * b).
  case/eigenvalueP=> x eig_x x0; have [c0|c0] := eqVneq c 0.
    apply/eigenvalueP; exists x => //; rewrite c0 mul0r scale0r.
    suff -> : kron (1%:M : 'M[R]_k) S = 0 by rewrite /congruence mulmx0 mulmx0.
    apply/row_matrixP => i; rewrite row0; apply/eqP; rewrite -sqn_eq0 rowE -form_gram form_c c0.
    by rewrite mul0r.
  apply/eigenvalueP; exists (x *m kron 1%:M S).
    by rewrite /congruence !mulmxA -(mulmxA x) -/(gram _) gramC mul_mx_scalar -!scalemxAl eig_x
      -scalemxAl scalerA.
  by rewrite -sqn_gt0 -form_gram form_c lt_def mulf_neq0 ?sqn_eq0 // -form_c form_gram sqn_ge0.
split; [|exact: eigen|exact: eigen].
have [kd0|kd_gt0] := posnP (k * d); first exact: enclosure_empty.
have gram_enc : enclosure c c (gram (kron (1%:M : 'M_k) S)).
  by rewrite gramC; apply: enclosureP => [|y]; rewrite ?tr_scalar_mx // form_scalar lexx.
have /enclosure_gram_tr gram_tr_enc := gram_enc.
apply: enclosureP => [|x]; first by rewrite !trmx_mul trmxK symM mulmxA.
have c0 : 0 <= c.
  apply: (enclosure_le kd_gt0 (M := gram (kron (1%:M : 'M_k) S))); split; first exact: gram_symmetric.
    by move=> y; rewrite form_scalar mul0r form_gram sqn_ge0.
  by case: gram_enc.
rewrite form_congruence; have /andP[lower upper] := enclosure_form (x *m (kron 1%:M S)^T) enc.
have /andP[] := enclosure_form x gram_tr_enc; rewrite form_gram => lowC uppC.
have eqC : sqn (x *m (kron (1%:M : 'M_k) S)^T) = c * sqn x by apply/le_anti; rewrite uppC lowC.
by rewrite -!mulrA ![c * (_ * _)]mulrCA -eqC lower upper.
Qed.

(* W²W²ᵀ ⊗ I + I ⊗ W¹ᵀW¹ is stated in NetworkRules.v. *)

(* r = κ for a spectrum: κ ≤ r, and a quotient of two eigenvalues is r. *)
Definition condition_number (spectrum : R -> Prop) r :=
  condition_bound spectrum r /\ exists mu nu, [/\ spectrum mu, spectrum nu, nu != 0 & mu / nu = r].

(* lo, hi the extreme eigenvalues of M, lo > 0 ⟹ κ(M) = hi/lo                                                        *)
(* Side condition: lo > 0. Source: definition of κ.                                                                   *)
Lemma rule_attained_quotient n (M : 'M[R]_n) lo hi :
  0 < lo -> attained lo hi M -> condition_number (spectrum M) (hi / lo).
Proof.
move=> lo_gt0 [enc eig_lo eig_hi]; split; first exact: rule_quotient.
by exists hi, lo; split=> //; rewrite gt_eqF.
Qed.

(* (c x)/(c y) = x/y *)
Lemma rule_attained_quotient_cancelled n (M : 'M[R]_n) c lo hi :
  0 < c * lo -> attained (c * lo) (c * hi) M -> condition_number (spectrum M) (hi / lo).
Proof.
move=> lo_gt0 /(rule_attained_quotient lo_gt0); rewrite -mulf_div divff ?mul1r //.
by apply: contraTneq lo_gt0 => ->; rewrite mul0r ltxx.
Qed.

(* Ends for the nonzero eigenvalues of M ⪰ 0, as the spectral theorem says them: M ⪯ hi I, and lo I ⪯ M on its range. *)
Definition positive_enclosure n lo hi (M : 'M[R]_n) :=
  [/\ M^T = M, loewner M hi%:M & forall y : 'rV_n, lo * sqn (y *m M) <= form M (y *m M)].

(* s ≤ λ⁺_min(M), as the spectral theorem says it *)
Definition below_lambda_positive n (M : 'M[R]_n) s := forall y : 'rV_n, s * sqn (y *m M) <= form M (y *m M).

(* M ⪰ 0 ⟹ the nonzero eigenvalues of M are in [λ⁺_min(M), λ_max(M)]                                                 *)
(* Source: [HJ] 4.2.2, as the meaning of λ⁺_min and λ_max.                                                            *)
Lemma rule_spectral_theorem_positive n (M : 'M[R]_n) lo hi :
  M^T = M -> below_lambda_positive M lo -> above_lambda_max M hi -> positive_enclosure lo hi M.
Proof. by []. Qed.

(* r ≤ κ(M): any valid ends with lo > 0 have r ≤ hi/lo. *)
Definition condition_at_least n (M : 'M[R]_n) r := forall lo hi,
  0 < lo -> positive_enclosure lo hi M -> r <= hi / lo.

Lemma enclosure_positive n lo hi (M : 'M[R]_n) : enclosure lo hi M -> positive_enclosure lo hi M.
Proof.
by move=> /[dup] enc [symmetric _ upper]; split=> // y; case/andP: (enclosure_form (y *m M) enc).
Qed.

Lemma positive_spectrum n (M : 'M[R]_n) lo hi mu : positive_enclosure lo hi M ->
  mu != 0 -> spectrum M mu -> lo <= mu <= hi.
Proof.
case=> _ upper lower mu0 /eigenvalueP[v eig v0].
have sqn_v : 0 < sqn v by rewrite sqn_gt0.
have form_v : form M v = mu * sqn v by rewrite /form eig innerZl -sqnE.
rewrite -(ler_pmul2r sqn_v) -[mu <= hi](ler_pmul2r sqn_v) -form_v; apply/andP; split.
  by have := lower (mu^-1 *: v); rewrite -scalemxAl eig scalerA mulVf // scale1r.
by rewrite -form_scalar; exact: upper.
Qed.

(* Every nonzero eigenvalue of M is in [lo, hi] ⟹ κ(M) ≤ hi/lo.                                                      *)
(* Side condition: lo > 0. Source: definition of κ.                                                                   *)
Lemma rule_quotient_positive n (M : 'M[R]_n) lo hi :
  0 < lo -> positive_enclosure lo hi M -> condition_bound (spectrum M) (hi / lo).
Proof. by move=> lo_gt0 enc; apply: quotient_ends => // mu; exact: positive_spectrum. Qed.

Lemma rule_intersection_positive n (M : 'M[R]_n) a a' b b' :
  positive_enclosure a a' M -> positive_enclosure b b' M ->
  positive_enclosure (Num.max a b) (Num.min a' b') M.
Proof.
case=> symmetric upperA lowerA [_ upperB lowerB]; split=> // x.
  by rewrite minEle; case: ifP.
by rewrite maxEle; case: ifP.
Qed.

(* Σ_l ‖A_lᵀu‖²‖N_lv‖², the form of Σ_l A_lA_lᵀ ⊗ N_lᵀN_l at u ⊗ v *)
Lemma form_product k d (I : finType) (p q : I -> nat) (A : forall l, 'M[R]_(k, p l))
    (B : forall l, 'M[R]_(q l, d)) (u : 'cV_k) (v : 'cV_d) :
  form (\sum_l kron (gram (A l)) (gram (B l)^T)) (mxvec (u *m v^T))
  = \sum_l sqn ((A l)^T *m u) * sqn (B l *m v).
Proof.
rewrite form_sum; apply: eq_bigr => l _; rewrite gram_tr form_kron_gram.
have -> : (A l)^T *m (u *m v^T) *m (B l)^T = ((A l)^T *m u)^T^T *m (B l *m v)^T.
  by rewrite trmxK trmx_mul !mulmxA.
by rewrite sqn_outer !sqn_tr.
Qed.

(* ⟹ κ(M) ≥ ρ(u₁, v₁)/ρ(u₂, v₂), ρ the Rayleigh quotient of M = Σ_l A_lA_lᵀ ⊗ N_lᵀN_l at u ⊗ v                       *)
(* Side condition: u₂ ⊗ v₂ in the range of M. Source: [HJ] 4.2.2.                                                     *)
Lemma rule_rayleigh k d (I : finType) (p q : I -> nat) (A : forall l, 'M[R]_(k, p l))
    (B : forall l, 'M[R]_(q l, d)) (u1 u2 : 'cV_k) (v1 v2 : 'cV_d) :
  let M := \sum_l kron (gram (A l)) (gram (B l)^T) in
  let form_at (u : 'cV_k) (v : 'cV_d) := \sum_l sqn ((A l)^T *m u) * sqn (B l *m v) in
  (exists y, mxvec (u2 *m v2^T) = y *m M) -> 0 < form_at u2 v2 * (sqn u1 * sqn v1) ->
  condition_at_least M ((form_at u1 v1 * (sqn u2 * sqn v2)) / (form_at u2 v2 * (sqn u1 * sqn v1))).
Proof.
move=> M form_at [y range] positive lo hi lo_gt0 [_ upper lower].
have formE u v : form_at u v = form M (mxvec (u *m v^T)) by rewrite /M form_product.
have scale (u : 'cV[R]_k) (v : 'cV[R]_d) : sqn u * sqn v = sqn (mxvec (u *m v^T)) by rewrite sqn_mxvec -(sqn_tr u) -(sqn_tr v) -sqn_outer trmxK.
have low := lower y; rewrite -range -formE -scale in low.
have high := upper (mxvec (u1 *m v1^T)); rewrite form_scalar -formE -scale in high.
have scale_ge0 (u : 'cV[R]_k) (v : 'cV[R]_d) : 0 <= sqn u * sqn v by rewrite mulr_ge0 ?sqn_ge0.
have scale1 : 0 < sqn u1 * sqn v1.
  rewrite lt_def scale_ge0 andbT; apply: contraTneq positive => ->.
  by rewrite mulr0 ltxx.
have form_ge0 : 0 <= form_at u1 v1 by apply: sumr_ge0 => l _; rewrite mulr_ge0 ?sqn_ge0.
rewrite ler_pdivr_mulr // mulrAC ler_pdivl_mulr // -mulrA [_ * lo]mulrC.
rewrite [form_at u2 v2 * _]mulrC [hi * (_ * _)]mulrA; apply: ler_pmul => //.
by apply: mulr_ge0; [exact: ltW|exact: scale_ge0].
Qed.

End ConditionRules.
