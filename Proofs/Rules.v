(* One lemma for each inference rule of the Swift kernel that linear.weyl uses, *)
(* in the language of quadratic forms: with Z ∈ R^{d×k} reshaped from z,        *)
(*   ⟨z, (P Pᵀ ⊗ Qᵀ Q) z⟩ = ‖Q Z P‖_F².                                         *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Frobenius.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Rules.
Variable R : realFieldType.

(* lo·‖Z‖² ≤ f(Z) ≤ hi·‖Z‖² for every Z: every eigenvalue of the form f lies in [lo, hi] *)
Definition enclosed d k (lo hi : R) (f : 'M[R]_(d, k) -> R) :=
  forall Z, lo * sqn Z <= f Z <= hi * sqn Z.

(* gram: the form of AAᵀ is v ↦ ‖Aᵀv‖², so its ends are those of Aᵀ. *)
Lemma rule_gram m n (a b : R) (A : 'M[R]_(m, n)) (v : 'cV_m) :
  below a A^T -> above b A^T -> a * sqn v <= (v^T *m (A *m A^T) *m v) 0 0 <= b * sqn v.
Proof.
move=> lo hi.
have -> : (v^T *m (A *m A^T) *m v) 0 0 = sqn (A^T *m v).
  by rewrite sqn_trace trace_mx11 trmx_mul trmxK !mulmxA.
by rewrite lo hi.
Qed.

(* Kronecker: a I ⪯ PPᵀ ⪯ ā I, b I ⪯ QᵀQ ⪯ b̄ I, 0 ≤ b ⟹ ab I ⪯ PPᵀ ⊗ QᵀQ ⪯ āb̄ I.
   [HJ] Topics 4.2.12 *)
Lemma rule_kronecker d k p q (a a' b b' : R) (P : 'M[R]_(k, p)) (Q : 'M_(q, d)) :
  0 <= b -> below a P^T -> above a' P^T -> below b Q -> above b' Q ->
  enclosed (a * b) (a' * b') (fun Z => sqn (Q *m Z *m P)).
Proof.
move=> b0 aP a'P bQ b'Q Z.
have turn : sqn (Q *m Z *m P) = sqn (Q *m (P^T *m Z^T)^T).
  by rewrite trmx_mul !trmxK mulmxA.
have size : sqn (P^T *m Z^T)^T = sqn (P^T *m Z^T) by rewrite sqn_tr.
have swap x y : x * y * sqn Z = y * (x * sqn Z) by rewrite [x * y]mulrC mulrA.
have Zt : sqn (P^T *m Z^T) <= a' * sqn Z by rewrite -[sqn Z]sqn_tr; exact: above_mx.
rewrite turn !swap; apply/andP; split.
  apply: le_trans (below_mx _ bQ); rewrite size ler_wpmul2l //.
  by rewrite -[sqn Z]sqn_tr; exact: below_mx.
apply: le_trans (above_mx _ b'Q) _; rewrite size.
case: (lerP 0 b') => [b'0|b'0]; first by rewrite ler_wpmul2l.
have Z0 : sqn Z = 0.
  apply/le_anti; rewrite sqn_ge0 andbT.
  by rewrite -(nmulr_rge0 _ b'0); exact: above_ge0 b'Q.
have P0 : sqn (P^T *m Z^T) = 0.
  by apply/le_anti; rewrite sqn_ge0 andbT; apply: le_trans Zt _; rewrite Z0 mulr0.
by rewrite P0 Z0 !mulr0.
Qed.

(* Weyl sum: the ends of a sum are the sums of the ends. [HJ] 4.3.1 *)
Lemma rule_weyl_sum d k (a a' b b' : R) (f g : 'M[R]_(d, k) -> R) :
  enclosed a a' f -> enclosed b b' g -> enclosed (a + b) (a' + b') (fun Z => f Z + g Z).
Proof.
move=> hf hg Z; case/andP: (hf Z) => f1 f2; case/andP: (hg Z) => g1 g2.
by rewrite !mulrDl !ler_add.
Qed.

(* congruence: a I ⪯ M ⪯ ā I, 0 ≤ a, 0 ≤ ā ⟹ λ_min(Σ)a I ⪯ (I ⊗ S)ᵀM(I ⊗ S) ⪯ λ_max(Σ)ā I.
   Ostrowski, [HJ] 4.5.9 *)
Lemma rule_congruence d k (s s' a a' : R) (S : 'M[R]_d) (f : 'M[R]_(d, k) -> R) :
  0 <= a -> 0 <= a' -> below s S -> above s' S -> enclosed a a' f ->
  enclosed (s * a) (s' * a') (fun Z => f (S *m Z)).
Proof.
move=> a0 a'0 lo hi hf Z; case/andP: (hf (S *m Z)) => f1 f2; apply/andP; split.
  by apply: le_trans f1; rewrite [s * a]mulrC -mulrA ler_wpmul2l //; exact: below_mx.
by apply: le_trans f2 _; rewrite [s' * a']mulrC -mulrA ler_wpmul2l //; exact: above_mx.
Qed.

(* mixed product: (I ⊗ S)ᵀ(PPᵀ ⊗ QᵀQ)(I ⊗ S) = PPᵀ ⊗ (QS)ᵀ(QS). [HJ] Topics 4.2.10 *)
Lemma rule_mixed_product d k p q (S : 'M[R]_d) (P : 'M_(k, p)) (Q : 'M_(q, d)) (Z : 'M_(d, k)) :
  sqn (Q *m (S *m Z) *m P) = sqn ((Q *m S) *m Z *m P).
Proof. by rewrite !mulmxA. Qed.

(* quotient: every eigenvalue in [lo, hi], lo > 0 ⟹ κ ≤ hi/lo. *)
Lemma rule_quotient (lo hi x y : R) : 0 < lo -> lo <= y -> x <= hi -> 0 <= hi -> 0 < y /\ x / y <= hi / lo.
Proof.
move=> lo0 loy xhi hi0; have y0 : 0 < y by exact: lt_le_trans loy.
split=> //; rewrite ler_pdivr_mulr // mulrAC ler_pdivl_mulr //.
apply: (@le_trans _ _ (hi * lo)); first by rewrite ler_wpmul2r // ltW.
by rewrite ler_wpmul2l.
Qed.

(* factors: (c x)/(e y) = (c/e)(x/y). *)
Lemma rule_factors (c x e y : R) : (c * x) / (e * y) = (c / e) * (x / y).
Proof. by rewrite invfM mulrACA. Qed.

End Rules.
