(* Deep linear networks of any depth and any widths, their Jacobian and their Gauss-Newton matrix.                    *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Frobenius Loewner Kronecker Rules.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Network.
Variables (R : comRingType) (d : nat).

(* x ↦ W^L ⋯ W^1 x from R^d: no layer, or one more behind a network *)
Inductive network : nat -> Type :=
| Input : network d
| Layer m k : network m -> 'M[R]_(k, m) -> network k.

(* W^L ⋯ W^1 *)
Fixpoint end_to_end k (N : network k) : 'M[R]_(k, d) :=
  match N with
  | Input => 1%:M
  | Layer _ _ N' W => W *m end_to_end N'
  end.

(* The layers: None is the last one, Some l the layer l of the network before it. *)
Fixpoint layers k (N : network k) : finType :=
  match N with
  | Input => [finType of void]
  | Layer _ _ N' _ => [finType of option (layers N')]
  end.

(* W^l is rows l × columns l. *)
Fixpoint rows k (N : network k) : layers N -> nat :=
  match N with
  | Input => fun l => match l with end
  | Layer _ k' N' _ => fun l => if l is Some l' then rows l' else k'
  end.

Fixpoint columns k (N : network k) : layers N -> nat :=
  match N with
  | Input => fun l => match l with end
  | Layer m _ N' _ => fun l => if l is Some l' then columns l' else m
  end.

(* P_l = W^L ⋯ W^{l+1}, P_L = I *)
Fixpoint after k (N : network k) : forall l : layers N, 'M[R]_(k, rows l) :=
  match N return forall l : layers N, 'M[R]_(_, rows l) with
  | Input => fun l => match l with end
  | Layer _ _ N' W => fun l =>
      match l return 'M[R]_(_, @rows _ (Layer N' W) l) with
      | None => 1%:M
      | Some l' => W *m after l'
      end
  end.

(* Q_l = W^{l−1} ⋯ W^1, Q_1 = I *)
Fixpoint before k (N : network k) : forall l : layers N, 'M[R]_(columns l, d) :=
  match N return forall l : layers N, 'M[R]_(columns l, d) with
  | Input => fun l => match l with end
  | Layer _ _ N' W => fun l =>
      match l return 'M[R]_(@columns _ (Layer N' W) l, d) with
      | None => end_to_end N'
      | Some l' => before l'
      end
  end.

(* W^l *)
Fixpoint weight k (N : network k) : forall l : layers N, 'M[R]_(rows l, columns l) :=
  match N return forall l : layers N, 'M[R]_(rows l, columns l) with
  | Input => fun l => match l with end
  | Layer _ _ N' W => fun l =>
      match l return 'M[R]_(@rows _ (Layer N' W) l, @columns _ (Layer N' W) l) with
      | None => W
      | Some l' => weight l'
      end
  end.

(* P_l W^l Q_l = W^L ⋯ W^1 for every l *)
Lemma after_weight_before k (N : network k) (l : layers N) :
  after l *m weight l *m before l = end_to_end N.
Proof.
elim: k / N l => [[]|m k N IH W [l|]] /=; last by rewrite mul1mx.
by rewrite -!mulmxA -(IH l) !mulmxA.
Qed.

Lemma big_layers m k (N : network m) (W : 'M[R]_(k, m)) (V : zmodType) (F : layers (Layer N W) -> V) :
  \sum_(l : layers (Layer N W)) F l = F None + \sum_(l : layers N) F (Some l).
Proof.
rewrite (bigD1 None) //=; congr (_ + _).
rewrite (reindex_omap Some id) => [|[l|]] //=.
by apply: eq_bigl => l; rewrite !eqxx.
Qed.

(* A direction (H_1, …, H_L) in the space of weights *)
Definition direction k (N : network k) := forall l : layers N, 'M[R]_(rows l, columns l).

(* The network of weights W^l + t H_l *)
Fixpoint moved k (N : network k) (t : R) : direction N -> network k :=
  match N in network k' return direction N -> network k' with
  | Input => fun _ => Input
  | Layer _ _ N' W => fun H => Layer (moved t (fun l => H (Some l))) (W + t *: H None)
  end.

(* (W^L + t H_L) ⋯ (W^1 + t H_1), a matrix of polynomials in t *)
Fixpoint path k (N : network k) : direction N -> 'M[{poly R}]_(k, d) :=
  match N in network k' return direction N -> 'M[{poly R}]_(k', d) with
  | Input => fun _ => 1%:M
  | Layer _ _ N' W => fun H =>
      (map_mx polyC W + 'X *: map_mx polyC (H None)) *m path (fun l => H (Some l))
  end.

Lemma path_moved k (N : network k) (H : direction N) t :
  map_mx (horner_eval t) (path H) = end_to_end (moved t H).
Proof.
elim: k / N H => [|m k N IH W] H /=; first by rewrite map_mx1.
rewrite map_mxM IH; congr (_ *m _); apply/matrixP => i j.
by rewrite !mxE /= horner_evalE hornerD hornerM hornerX !hornerC.
Qed.

Lemma path0 k (N : network k) (H : direction N) :
  map_mx (horner_eval 0) (path H) = end_to_end N.
Proof.
rewrite path_moved; elim: k / N H => //= m k N IH W H.
by rewrite IH scale0r addr0.
Qed.

(* The derivative of t ↦ (W^L + t H_L) ⋯ (W^1 + t H_1) at t = 0 *)
Definition derivative k (N : network k) (H : direction N) : 'M[R]_(k, d) :=
  map_mx (fun p : {poly R} => p^`().[0]) (path H).

(* The product rule *)
Lemma derivative_layer m k (N : network m) (W : 'M[R]_(k, m)) (H : direction (Layer N W)) :
  derivative H = H None *m end_to_end N + W *m derivative (fun l => H (Some l)).
Proof.
rewrite -(path0 (fun l => H (Some l))); apply/matrixP => i j.
rewrite !mxE raddf_sum horner_sum -big_split; apply: eq_bigr => a _ /=.
rewrite !mxE derivM hornerD !hornerM /= ?horner_evalE derivD derivM derivX !derivC.
by rewrite mul1r mulr0 addr0 add0r !hornerD hornerM hornerX !hornerC mul0r addr0.
Qed.

(* It is Σ_l P_l H_l Q_l. *)
Theorem derivativeE k (N : network k) (H : direction N) :
  derivative H = \sum_(l : layers N) after l *m H l *m before l.
Proof.
elim: k / N H => [|m k N IH W] H.
  rewrite big1 => [|[]] //; apply/matrixP => i j.
  by rewrite !mxE; case: eqP => _; rewrite derivC horner0.
rewrite derivative_layer big_layers /= mul1mx IH mulmx_sumr; congr (_ + _).
by apply: eq_bigr => l _; rewrite !mulmxA.
Qed.

End Network.

Section GaussNewton.
Variables (R : realFieldType) (d : nat).

(* The outputs on the columns of X are W^L ⋯ W^1 X; J maps a direction to their derivative. *)
Definition jacobian k n (X : 'M[R]_(d, n)) (N : network R d k) (H : direction N) : 'M[R]_(k, n) :=
  derivative H *m X.

(* Jᵀ *)
Definition adjoint k n (X : 'M[R]_(d, n)) (N : network R d k) (Z : 'M[R]_(k, n)) : direction N :=
  fun l => (after l)^T *m (Z *m X^T) *m (before l)^T.

Lemma eq_jacobian k n (X : 'M[R]_(d, n)) (N : network R d k) (H K : direction N) :
  (forall l, H l = K l) -> jacobian X H = jacobian X K.
Proof.
by move=> eqHK; rewrite /jacobian !derivativeE; under eq_bigr do rewrite eqHK.
Qed.

Lemma jacobianZ k n (X : 'M[R]_(d, n)) (N : network R d k) (H : direction N) c :
  jacobian X (fun l => c *: H l) = c *: jacobian X H.
Proof.
rewrite /jacobian scalemxAl !derivativeE scaler_sumr; congr (_ *m X).
by apply: eq_bigr => l _; rewrite -scalemxAr -scalemxAl.
Qed.

Lemma adjointZ k n (X : 'M[R]_(d, n)) (N : network R d k) (Z : 'M[R]_(k, n)) c (l : layers N) :
  adjoint X (c *: Z) l = c *: adjoint X Z l.
Proof. by rewrite /adjoint -!scalemxAl -scalemxAr -scalemxAl. Qed.

Definition inner_direction k (N : network R d k) (H K : direction N) : R :=
  \sum_(l : layers N) inner (H l) (K l).

(* ⟨JH, Z⟩ = ⟨H, JᵀZ⟩ *)
Theorem jacobian_adjoint k n (X : 'M[R]_(d, n)) (N : network R d k) (H : direction N) Z :
  inner (jacobian X H) Z = inner_direction H (adjoint X Z).
Proof.
rewrite /jacobian derivativeE mulmx_suml inner_suml; apply: eq_bigr => l _.
by rewrite -!mulmxA inner_mull inner_mulr trmx_mul /adjoint !mulmxA.
Qed.

(* ⟨Z, JJᵀZ⟩ = Σ_l ‖P_lᵀ Z Xᵀ Q_lᵀ‖_F² *)
Theorem jacobian_form k n (X : 'M[R]_(d, n)) (N : network R d k) (Z : 'M[R]_(k, n)) :
  inner (jacobian X (adjoint X Z : direction N)) Z
  = \sum_(l : layers N) sqn ((after l)^T *m (Z *m X^T) *m (before l)^T).
Proof. by rewrite jacobian_adjoint; apply: eq_bigr => l _; rewrite -sqnE. Qed.

(* G = (1/n) JᵀJ, as a map of directions *)
Definition gauss_newton k n (X : 'M[R]_(d, n)) (N : network R d k) (H : direction N) : direction N :=
  fun l => n%:R^-1 *: adjoint X (jacobian X H) l.

(* μ is an eigenvalue of G. *)
Definition gauss_newton_spectrum k n (X : 'M[R]_(d, n)) (N : network R d k) mu :=
  exists2 H : direction N, (exists l, H l != 0) & forall l, gauss_newton X H l = mu *: H l.

(* Ĝ = Σ_l P_lP_lᵀ ⊗ (Q_lS)ᵀ(Q_lS) *)
Definition gauss_newton_small k s (S : 'M[R]_(d, s)) (N : network R d k) : 'M[R]_(k * s) :=
  \sum_(l : layers N) kron (gram (after l)) (gram (before l *m S)^T).

(* It is the matrix of JJᵀ for the data S. *)
Lemma gauss_newton_smallE k s (S : 'M[R]_(d, s)) (N : network R d k) (Z : 'M[R]_(k, s)) :
  mxvec Z *m gauss_newton_small S N = mxvec (jacobian S (adjoint S Z : direction N)).
Proof.
rewrite /jacobian derivativeE mulmx_suml mulmx_sumr raddf_sum; apply: eq_bigr => l _.
by rewrite mxvec_kron gram_symmetric gram_tr trmx_mul /adjoint !mulmxA.
Qed.

(* For Σ = XXᵀ/n = SSᵀ, S of any number of columns, G and Ĝ have the same nonzero eigenvalues. *)
Theorem gauss_newton_same_spectrum k n s (X : 'M[R]_(d, n)) (S : 'M[R]_(d, s)) (N : network R d k) mu :
  n%:R^-1 *: gram X = gram S -> mu != 0 ->
  gauss_newton_spectrum X N mu <-> spectrum (gauss_newton_small S N) mu.
Proof.
rewrite /gram => moment mu0.
have newton (H : direction N) l : gauss_newton X H l = adjoint S (jacobian S H) l.
  rewrite /gauss_newton /adjoint /jacobian -!(mulmxA (derivative H)) -moment.
  by rewrite -!scalemxAr -scalemxAl.
split=> [[H [l Hl] eigH]|/eigenvalueP[z eigz z0]].
  apply/eigenvalueP; exists (mxvec (jacobian S H)).
    rewrite gauss_newton_smallE -linearZ /= -jacobianZ; congr mxvec.
    by apply: eq_jacobian => l'; rewrite -eigH newton.
  apply: contraNneq Hl => /eqP; rewrite mxvec_eq0 => /eqP JH0.
  by rewrite -(inj_eq (scalerI mu0)) scaler0 -eigH newton JH0 /adjoint mul0mx mulmx0 mul0mx.
pose H : direction N := adjoint S (vec_mx z).
have JH : jacobian S H = mu *: vec_mx z.
  apply: (can_inj mxvecK); rewrite -gauss_newton_smallE vec_mxK eigz linearZ /=.
  by rewrite vec_mxK.
exists H => [|l]; last by rewrite newton JH adjointZ.
have [/existsP[l Hl]|/existsPn zero] := boolP [exists l, H l != 0]; first by exists l.
case/eqP: z0; rewrite -[z]vec_mxK; apply: (scalerI mu0).
rewrite scaler0 -linearZ -JH /= (@eq_jacobian _ _ _ _ _ (fun l => 0 *: H l)).
  by rewrite jacobianZ scale0r linear0.
by move=> l; rewrite scale0r (eqP (negPn (zero l))).
Qed.

End GaussNewton.

Print Assumptions derivativeE.
Print Assumptions jacobian_adjoint.
Print Assumptions gauss_newton_same_spectrum.
Print Assumptions after_weight_before.
Print Assumptions jacobian_form.
