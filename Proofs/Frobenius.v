(* The squared Frobenius norm over any ordered field, and what it means for a   *)
(* number to lie below or above the squared singular values of a matrix.        *)
From mathcomp Require Import all_ssreflect all_algebra.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Frobenius.
Variable R : realFieldType.

(* ‖A‖_F²; on a column vector the squared Euclidean norm *)
Definition sqn m n (A : 'M[R]_(m, n)) : R := \sum_i \sum_j A i j ^+ 2.

Lemma sqn_ge0 m n (A : 'M[R]_(m, n)) : 0 <= sqn A.
Proof. by apply: sumr_ge0 => i _; apply: sumr_ge0 => j _; exact: sqr_ge0. Qed.

Lemma sqn_gt0 m n (A : 'M[R]_(m, n)) : A != 0 -> 0 < sqn A.
Proof.
move=> A0; rewrite lt_def sqn_ge0 andbT; apply: contra_neq A0 => s0.
apply/matrixP => i j; rewrite mxE; apply/eqP.
have rows0 : \sum_j A i j ^+ 2 = 0.
  apply: (psumr_eq0P _ s0) => // i' _.
  by apply: sumr_ge0 => j' _; exact: sqr_ge0.
rewrite -sqrf_eq0; apply/eqP.
by apply: (psumr_eq0P _ rows0) => // j' _; exact: sqr_ge0.
Qed.

Lemma sqn_tr m n (A : 'M[R]_(m, n)) : sqn A^T = sqn A.
Proof.
rewrite /sqn exchange_big; apply: eq_bigr => i _.
by apply: eq_bigr => j _; rewrite mxE.
Qed.

Lemma sqn_trace m n (A : 'M[R]_(m, n)) : sqn A = \tr (A^T *m A).
Proof.
rewrite /sqn exchange_big; apply: eq_bigr => j _; rewrite mxE.
by apply: eq_bigr => i _; rewrite mxE expr2.
Qed.

Lemma sqn_col m n (A : 'M[R]_(m, n)) : sqn A = \sum_j sqn (col j A).
Proof.
rewrite /sqn exchange_big; apply: eq_bigr => j _.
by apply: eq_bigr => i _; rewrite big_ord1 mxE.
Qed.

(* s ≤ λ_min(WᵀW) and λ_max(WᵀW) ≤ s, without eigenvalues *)
Definition below m n (s : R) (W : 'M[R]_(m, n)) := forall v : 'cV_n, s * sqn v <= sqn (W *m v).
Definition above m n (s : R) (W : 'M[R]_(m, n)) := forall v : 'cV_n, sqn (W *m v) <= s * sqn v.

(* the same for a matrix in place of the vector, column by column *)
Lemma below_mx m n p s (W : 'M[R]_(m, n)) (X : 'M_(n, p)) : below s W -> s * sqn X <= sqn (W *m X).
Proof.
move=> h; rewrite !(@sqn_col _ p) mulr_sumr; apply: ler_sum => j _.
by rewrite !colE -mulmxA -colE; exact: h.
Qed.

Lemma above_mx m n p s (W : 'M[R]_(m, n)) (X : 'M_(n, p)) : above s W -> sqn (W *m X) <= s * sqn X.
Proof.
move=> h; rewrite !(@sqn_col _ p) mulr_sumr; apply: ler_sum => j _.
by rewrite !colE -mulmxA -colE; exact: h.
Qed.

(* an upper end is nonnegative wherever there is anything to bound *)
Lemma above_ge0 m n p s (W : 'M[R]_(m, n)) (X : 'M_(n, p)) : above s W -> 0 <= s * sqn X.
Proof. by move=> h; apply: le_trans (above_mx X h); exact: sqn_ge0. Qed.

End Frobenius.
