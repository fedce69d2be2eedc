(* Residual linear networks: every layer is V^l = W^l + β_lE_l, trained in W^l. Their Jacobian is that of the linear  *)
(* network of the V^l.                                                                                                *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Frobenius Loewner Kronecker Rules LoewnerRules ConditionRules Network NetworkRules.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Residual.
Variables (R : realFieldType) (d : nat).

(* No layer, or a layer x ↦ (W + βE)x behind a network; E is any matrix, such as the rectangular identity. *)
Inductive residual : nat -> Type :=
| ResidualInput : residual d
| ResidualLayer m k : residual m -> 'M[R]_(k, m) -> R -> 'M[R]_(k, m) -> residual k.

(* The linear network of the layers V^l *)
Fixpoint plain k (N : residual k) : network R d k :=
  match N with
  | ResidualInput => Input R d
  | ResidualLayer _ _ N' W beta E => Layer (plain N') (W + beta *: E)
  end.

(* W^l *)
Fixpoint branch k (N : residual k) : direction (plain N) :=
  match N return direction (plain N) with
  | ResidualInput => fun l => match l with end
  | ResidualLayer _ _ N' W beta E => fun l =>
      match l return 'M[R]_(@rows _ _ _ (Layer (plain N') (W + beta *: E)) l,
                            @columns _ _ _ (Layer (plain N') (W + beta *: E)) l) with
      | None => W
      | Some l' => branch l'
      end
  end.

(* E_l *)
Fixpoint skip k (N : residual k) : direction (plain N) :=
  match N return direction (plain N) with
  | ResidualInput => fun l => match l with end
  | ResidualLayer _ _ N' W beta E => fun l =>
      match l return 'M[R]_(@rows _ _ _ (Layer (plain N') (W + beta *: E)) l,
                            @columns _ _ _ (Layer (plain N') (W + beta *: E)) l) with
      | None => E
      | Some l' => skip l'
      end
  end.

(* β_l *)
Fixpoint strength k (N : residual k) : layers (plain N) -> R :=
  match N return layers (plain N) -> R with
  | ResidualInput => fun l => match l with end
  | ResidualLayer _ _ N' _ beta _ => fun l => if l is Some l' then strength l' else beta
  end.

(* V^l = W^l + β_lE_l *)
Lemma weight_plain k (N : residual k) (l : layers (plain N)) :
  weight l = branch l + strength l *: skip l.
Proof. by elim: k / N l => [[]|m k N IH W beta E [l|]] //=; exact: IH. Qed.

(* (W^L + t H_L + β_LE_L) ⋯ (W^1 + t H_1 + β_1E_1), a matrix of polynomials in t *)
Fixpoint residual_path k (N : residual k) : direction (plain N) -> 'M[{poly R}]_(k, d) :=
  match N in residual k' return direction (plain N) -> 'M[{poly R}]_(k', d) with
  | ResidualInput => fun _ => 1%:M
  | ResidualLayer _ _ N' W beta E => fun H =>
      (map_mx polyC W + 'X *: map_mx polyC (H None) + map_mx polyC (beta *: E))
        *m @residual_path _ N' (fun l => H (Some l))
  end.

(* Its derivative at t = 0 *)
Definition residual_derivative k (N : residual k) (H : direction (plain N)) : 'M[R]_(k, d) :=
  map_mx (fun p : {poly R} => p^`().[0]) (residual_path H).

Lemma residual_pathE k (N : residual k) (H : direction (plain N)) : residual_path H = path H.
Proof.
elim: k / N H => //= m k N IH W beta E H; rewrite IH; congr (_ *m _).
by rewrite map_mxD /= addrAC.
Qed.

(* It is Σ_l P_l H_l Q_l for the products P_l, Q_l of the V^l. *)
Theorem residual_derivativeE k (N : residual k) (H : direction (plain N)) :
  residual_derivative H = \sum_(l : layers (plain N)) after l *m H l *m before l.
Proof. by rewrite -derivativeE /residual_derivative residual_pathE. Qed.

Variables (k n : nat) (X : 'M[R]_(d, n)) (N : residual k).

(* J maps a direction to the derivative of the outputs on the columns of X; its adjoint is that of `Network.v`. *)
Definition residual_jacobian (H : direction (plain N)) : 'M[R]_(k, n) := residual_derivative H *m X.

Theorem residual_jacobian_adjoint H Z :
  inner (residual_jacobian H) Z = inner_direction H (adjoint X Z).
Proof.
by rewrite -jacobian_adjoint /residual_jacobian residual_derivativeE -derivativeE.
Qed.

(* μ is an eigenvalue of G = (1/n) JᵀJ. *)
Definition residual_spectrum mu :=
  exists2 H : direction (plain N), (exists l, H l != 0) &
    forall l, n%:R^-1 *: adjoint X (residual_jacobian H) l = mu *: H l.

Lemma residual_spectrumE mu : residual_spectrum mu <-> gauss_newton_spectrum X (plain N) mu.
Proof.
by split=> -[H H0 eig]; exists H => // l; rewrite -eig /gauss_newton /residual_jacobian /jacobian
  residual_derivativeE derivativeE.
Qed.

Lemma residual_condition_bound r :
  condition_bound (gauss_newton_spectrum X (plain N)) r -> condition_bound residual_spectrum r.
Proof. by move=> bound mu nu /residual_spectrumE mu_eig /residual_spectrumE; exact: bound. Qed.

Lemma residual_eigenvalue lo hi :
  (forall mu, mu != 0 -> gauss_newton_spectrum X (plain N) mu -> lo <= mu <= hi) ->
  forall mu, mu != 0 -> residual_spectrum mu -> lo <= mu <= hi.
Proof. by move=> ends mu mu0 /residual_spectrumE; exact: ends. Qed.

End Residual.

Arguments plain {R d k} N.
Arguments branch {R d k} N l.
Arguments skip {R d k} N l.
Arguments strength {R d k} N l.
Arguments residual_spectrum {R d k n} X N mu.

Print Assumptions residual_derivativeE.
Print Assumptions residual_jacobian_adjoint.
Print Assumptions residual_spectrumE.
