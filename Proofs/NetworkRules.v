(* The rules of the Swift kernel that speak of the layers of a network: submultiplicativity along both chains, and a  *)
(* network of two layers.                                                                                             *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Frobenius Loewner Kronecker Rules LoewnerRules ConditionRules Network.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section NetworkRules.
Variables (R : realFieldType) (d : nat).

(* i > l: layer i is behind layer l. *)
Fixpoint behind k (N : network R d k) : rel (layers N) :=
  match N return rel (layers N) with
  | Input => fun i _ => match i with end
  | Layer _ _ N' W => fun i l =>
      match i, l with
      | Some i', Some l' => @behind _ N' i' l'
      | None, Some _ => true
      | _, None => false
      end
  end.

Lemma big_layers_prod m k (N : network R d m) (W : 'M[R]_(k, m)) (P : pred (layers (Layer N W)))
    (F : layers (Layer N W) -> R) :
  \prod_(l | P l) F l = (if P None then F None else 1) * \prod_(l | P (Some l)) F (Some l).
Proof.
rewrite big_mkcond (bigD1 None) //=; congr (_ * _).
rewrite (reindex_omap Some id) => [|[l|]] //=.
rewrite [RHS]big_mkcond; apply: eq_bigl => l; by rewrite !eqxx.
Qed.

Lemma below_row1 m : below_sigma_row (1%:M : 'M[R]_m) 1.
Proof. by split=> // v; rewrite mul1r mulmx1. Qed.

Lemma below_col1 m : below_sigma_col (1%:M : 'M[R]_m) 1.
Proof. by split=> // v; rewrite mul1r mul1mx. Qed.

Lemma above_max1 m : above_sigma_max (1%:M : 'M[R]_m) 1.
Proof. by split=> // v; rewrite mul1r mul1mx. Qed.

(* σ_row(AB) ≥ σ_row(A)σ_row(B) *)
Lemma below_row_mul m n p (A : 'M[R]_(m, n)) (B : 'M[R]_(n, p)) s t :
  below_sigma_row A s -> below_sigma_row B t -> below_sigma_row (A *m B) (s * t).
Proof.
move=> [s0 lowA] [t0 lowB]; split=> [|v]; first exact: mulr_ge0.
by rewrite mulmxA mulrAC mulrC (le_trans _ (lowB _)) // ler_wpmul2l.
Qed.

(* σ_col(AB) ≥ σ_col(A)σ_col(B) *)
Lemma below_col_mul m n p (A : 'M[R]_(m, n)) (B : 'M[R]_(n, p)) s t :
  below_sigma_col A s -> below_sigma_col B t -> below_sigma_col (A *m B) (s * t).
Proof.
move=> [s0 lowA] [t0 lowB]; split=> [|v]; first exact: mulr_ge0.
by rewrite -mulmxA -mulrA (le_trans _ (lowA _)) // ler_wpmul2l.
Qed.

(* σ_max(AB) ≤ σ_max(A)σ_max(B) *)
Lemma above_max_mul m n p (A : 'M[R]_(m, n)) (B : 'M[R]_(n, p)) s t :
  above_sigma_max A s -> above_sigma_max B t -> above_sigma_max (A *m B) (s * t).
Proof.
move=> [s0 uppA] [t0 uppB]; split=> [|v]; first exact: mulr_ge0.
by rewrite -mulmxA -mulrA (le_trans (uppA _)) // ler_wpmul2l.
Qed.

Section Chains.
Variables (k : nat) (N : network R d k).

Lemma below_row_after (s : layers N -> R) : (forall i, below_sigma_row (weight i) (s i)) ->
  forall l, below_sigma_row (after l) (\prod_(i | behind i l) s i).
Proof.
elim: k / N s => [|m k' N' IH W] s ends; first by case.
case=> [l|]; rewrite big_layers_prod /=.
  exact: below_row_mul (ends None) (IH (fun i => s (Some i)) (fun i => ends (Some i)) l).
by rewrite mul1r big_pred0 //; exact: below_row1.
Qed.

Lemma above_max_after (s : layers N -> R) : (forall i, above_sigma_max (weight i) (s i)) ->
  forall l, above_sigma_max (after l) (\prod_(i | behind i l) s i).
Proof.
elim: k / N s => [|m k' N' IH W] s ends; first by case.
case=> [l|]; rewrite big_layers_prod /=.
  exact: above_max_mul (ends None) (IH (fun i => s (Some i)) (fun i => ends (Some i)) l).
by rewrite mul1r big_pred0 //; exact: above_max1.
Qed.

Lemma below_col_end_to_end (s : layers N -> R) : (forall i, below_sigma_col (weight i) (s i)) ->
  below_sigma_col (end_to_end N) (\prod_i s i).
Proof.
elim: k / N s => [|m k' N' IH W] s ends /=; first by rewrite big1 => [|[]] //; exact: below_col1.
by rewrite big_layers_prod /=; exact: below_col_mul (ends None) (IH _ (fun i => ends (Some i))).
Qed.

Lemma above_max_end_to_end (s : layers N -> R) : (forall i, above_sigma_max (weight i) (s i)) ->
  above_sigma_max (end_to_end N) (\prod_i s i).
Proof.
elim: k / N s => [|m k' N' IH W] s ends /=; first by rewrite big1 => [|[]] //; exact: above_max1.
by rewrite big_layers_prod /=; exact: above_max_mul (ends None) (IH _ (fun i => ends (Some i))).
Qed.

End Chains.

Lemma below_col_before k (N : network R d k) (s : layers N -> R) :
  (forall i, below_sigma_col (weight i) (s i)) ->
  forall l, below_sigma_col (before l) (\prod_(i | behind l i) s i).
Proof.
elim: k / N s => [|m k' N' IH W] s ends; first by case.
case=> [l|]; rewrite big_layers_prod /= mul1r; first exact: IH (fun i => ends (Some i)) l.
exact: below_col_end_to_end (fun i => ends (Some i)).
Qed.

Lemma above_max_before k (N : network R d k) (s : layers N -> R) :
  (forall i, above_sigma_max (weight i) (s i)) ->
  forall l, above_sigma_max (before l) (\prod_(i | behind l i) s i).
Proof.
elim: k / N s => [|m k' N' IH W] s ends; first by case.
case=> [l|]; rewrite big_layers_prod /= mul1r; first exact: IH (fun i => ends (Some i)) l.
exact: above_max_end_to_end (fun i => ends (Some i)).
Qed.

(* ⟹ Π_{i>l} σ_row²(W^i) I ⪯ P_lP_lᵀ ⪯ Π_{i>l} σ_max²(W^i) I                                                          *)
(* Source: σ_row(AB) ≥ σ_row(A)σ_row(B), σ_max(AB) ≤ σ_max(A)σ_max(B), all shapes.                                    *)
Lemma rule_submultiplicative_after k (N : network R d k) (row_W max_W : layers N -> R) :
  (forall i, below_sigma_row (weight i) (row_W i)) -> (forall i, above_sigma_max (weight i) (max_W i)) ->
  forall l, enclosure (\prod_(i | behind i l) row_W i) (\prod_(i | behind i l) max_W i) (gram (after l)).
Proof. by move=> row max l; apply: rule_gram; [exact: below_row_after|exact: above_max_after]. Qed.

(* ⟹ Π_{i<l} σ_col²(W^i) I ⪯ Q_lᵀQ_l ⪯ Π_{i<l} σ_max²(W^i) I                                                          *)
Lemma rule_submultiplicative_before k (N : network R d k) (col_W max_W : layers N -> R) :
  (forall i, below_sigma_col (weight i) (col_W i)) -> (forall i, above_sigma_max (weight i) (max_W i)) ->
  forall l, enclosure (\prod_(i | behind l i) col_W i) (\prod_(i | behind l i) max_W i)
    (gram (before l)^T).
Proof.
move=> col max l; apply: rule_gram; first by apply: below_sigma_row_tr; exact: below_col_before.
by apply: above_sigma_max_tr; exact: above_max_before.
Qed.

(* L = 2: W²W²ᵀ ⊗ I + I ⊗ W¹ᵀW¹ = Σ_l P_lP_lᵀ ⊗ Q_lᵀQ_l                                                              *)
(* Source: P_1 = W², P_2 = I, Q_1 = I, Q_2 = W¹.                                                                      *)
Lemma rule_two_layers m k (W_first : 'M[R]_(m, d)) (W_last : 'M[R]_(k, m)) :
  kron_sum (gram W_last) (gram W_first^T)
  = \sum_(l : layers (Layer (Layer (Input R d) W_first) W_last))
      kron (gram (after l)) (gram (before l)^T).
Proof.
rewrite !big_layers big1 => [|[]] //=; rewrite addr0 mulmx1 !mulmx1 /gram !trmx1 !mulmx1.
by rewrite /kron_sum addrC.
Qed.

(* A bound for Ĝ is one for G. *)
Lemma gauss_newton_condition_bound k n (X : 'M[R]_(d, n)) s (S : 'M[R]_(d, s)) (N : network R d k) r :
  n%:R^-1 *: gram X = gram S -> condition_bound (spectrum (gauss_newton_small S N)) r ->
  condition_bound (gauss_newton_spectrum X N) r.
Proof.
move=> moment bound mu nu eig_mu /(gauss_newton_same_spectrum N moment) small nu0.
have eig_nu := small nu0; have [mu0|mu0] := eqVneq mu 0.
  rewrite mu0 mul0r; apply: le_trans ler01 _.
  by have := bound nu nu eig_nu eig_nu nu0; rewrite divff.
by apply: bound => //; apply/(gauss_newton_same_spectrum N moment mu0).
Qed.

(* The same for the condition number itself *)
Lemma gauss_newton_condition_number k n (X : 'M[R]_(d, n)) s (S : 'M[R]_(d, s)) (N : network R d k) r :
  n%:R^-1 *: gram X = gram S -> condition_number (spectrum (gauss_newton_small S N)) r ->
  condition_number (gauss_newton_spectrum X N) r.
Proof.
move=> moment [bound [mu [nu [eig_mu eig_nu nu0 eq_r]]]]; split.
  exact: gauss_newton_condition_bound moment bound.
have mu0 : mu != 0.
  apply: contraTneq (bound nu nu eig_nu eig_nu nu0) => mu0.
  by rewrite divff // -eq_r mu0 mul0r ler10.
by exists mu, nu; split=> //; apply/(gauss_newton_same_spectrum N moment).
Qed.

(* Ends for Ĝ are ends for the nonzero eigenvalues of G. *)
Lemma gauss_newton_eigenvalue k n (X : 'M[R]_(d, n)) s (S : 'M[R]_(d, s)) (N : network R d k) lo hi :
  n%:R^-1 *: gram X = gram S -> positive_enclosure lo hi (gauss_newton_small S N) ->
  forall mu, mu != 0 -> gauss_newton_spectrum X N mu -> lo <= mu <= hi.
Proof.
move=> moment enc mu mu0 /(gauss_newton_same_spectrum N moment mu0).
exact: positive_spectrum.
Qed.

(* lo and hi ≥ 0 are valid ends for the nonzero eigenvalues of G: lo G ⪯ G² and G ⪯ hi I. *)
Definition gauss_newton_ends k n (X : 'M[R]_(d, n)) (N : network R d k) lo hi :=
  0 <= hi /\ forall H : direction N,
    lo * inner_direction (gauss_newton X H) H <= inner_direction (gauss_newton X H) (gauss_newton X H)
    /\ inner_direction (gauss_newton X H) H <= hi * inner_direction H H.

Lemma gauss_newton_jacobian k n (X : 'M[R]_(d, n)) s (S : 'M[R]_(d, s)) (N : network R d k) (H : direction N) l :
  n%:R^-1 *: gram X = gram S -> gauss_newton X H l = adjoint S (jacobian S H) l.
Proof.
rewrite /gram /gauss_newton /adjoint /jacobian => moment.
rewrite -!(mulmxA (derivative H)) -moment.
by rewrite -!scalemxAr -scalemxAl.
Qed.

(* Valid ends for G are valid ends for Ĝ. *)
Lemma gauss_newton_positive k n (X : 'M[R]_(d, n)) s (S : 'M[R]_(d, s)) (N : network R d k) lo hi :
  n%:R^-1 *: gram X = gram S -> gauss_newton_ends X N lo hi ->
  positive_enclosure lo hi (gauss_newton_small S N).
Proof.
move=> moment [hi0 ends]; set M := gauss_newton_small S N.
have symM : M^T = M.
  rewrite /M /gauss_newton_small raddf_sum; apply: eq_bigr => l _.
  by rewrite /= kron_tr !gram_symmetric.
have psdM : loewner 0 M.
  move=> x; rewrite form0 form_sum; apply: sumr_ge0 => l _; rewrite psd_form //.
  by apply: kron_semidefinite; [exact: gram_semidefinite|exact: gram_psd].
(* ⟨GH, K⟩ = ⟨JH, JK⟩ for the data S *)
have newton (H K : direction N) :
    inner_direction (gauss_newton X H) K = inner (jacobian S H) (jacobian S K).
  rewrite [RHS]innerC jacobian_adjoint; apply: eq_bigr => l _.
  by rewrite innerC (gauss_newton_jacobian _ _ moment).
have gauss (H : direction N) Z : inner_direction H (adjoint S Z) = inner (jacobian S H) Z.
  by rewrite jacobian_adjoint.
have small Z : jacobian S (adjoint S Z : direction N) = vec_mx (mxvec Z *m M).
  by rewrite gauss_newton_smallE mxvecK.
split=> // [x|y].
  rewrite form_scalar -{1 2}[x]vec_mxK; set Z := vec_mx x; pose H : direction N := adjoint S Z.
  have [_ upper] := ends H; move: upper; rewrite newton gauss small.
  have -> : inner (vec_mx (mxvec Z *m M)) Z = form M (mxvec Z).
    by rewrite /form -inner_mxvec vec_mxK.
  have -> : inner (vec_mx (mxvec Z *m M)) (vec_mx (mxvec Z *m M)) = sqn (mxvec Z *m M).
    by rewrite -inner_mxvec vec_mxK sqnE.
  set f := form M _; set z := mxvec Z => upper.
  have f0 : 0 <= f by exact: psd_form.
  have square : f ^+ 2 <= sqn (z *m M) * sqn z.
    have := cauchy_schwarz (trmx1 _ _) (@psd1 R _) (z *m M) z.
    by rewrite mulmx1 !form_scalar !mul1r.
  have [f_gt0|f_le0] := ltP 0 f; last first.
    by have -> : f = 0; [apply/le_anti; rewrite f_le0|rewrite mulr_ge0 ?sqn_ge0].
  by rewrite -(ler_pmul2r f_gt0) -expr2 (le_trans square) // mulrAC ler_wpmul2r ?sqn_ge0.
pose H : direction N := adjoint S (vec_mx y).
have JH : jacobian S H = vec_mx (y *m M) by rewrite /H small vec_mxK.
have JGH : jacobian S (gauss_newton X H) = vec_mx (y *m M *m M).
  transitivity (jacobian S (adjoint S (jacobian S H) : direction N)).
    by apply: eq_jacobian => l; exact: gauss_newton_jacobian.
  by rewrite JH small vec_mxK.
have [lower _] := ends H; move: lower.
have vecE (a b : 'rV[R]_(k * s)) : inner (vec_mx a) (vec_mx b) = inner a b.
  by rewrite -inner_mxvec !vec_mxK.
by rewrite !newton JH JGH 2!vecE -sqnE /form [inner (y *m M) (_ *m M)]innerC.
Qed.

(* A lower bound for Ĝ is one for G. *)
Lemma gauss_newton_condition_at_least k n (X : 'M[R]_(d, n)) s (S : 'M[R]_(d, s)) (N : network R d k) r :
  n%:R^-1 *: gram X = gram S -> condition_at_least (gauss_newton_small S N) r ->
  forall lo hi, 0 < lo -> gauss_newton_ends X N lo hi -> r <= hi / lo.
Proof. by move=> moment bound lo hi lo_gt0 /(gauss_newton_positive moment); exact: bound. Qed.

End NetworkRules.
