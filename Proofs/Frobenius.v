(* The Frobenius inner product and the squared Frobenius norm over any ordered field. On row and column vectors they  *)
(* are the Euclidean ones.                                                                                            *)
From mathcomp Require Import all_ssreflect all_algebra.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Frobenius.
Variable R : realFieldType.

(* ⟨A, B⟩ = tr(A Bᵀ) *)
Definition inner m n (A B : 'M[R]_(m, n)) : R := \tr (A *m B^T).

(* ‖A‖_F², the sum of the squares of the entries *)
Definition sqn m n (A : 'M[R]_(m, n)) : R := \sum_i \sum_j A i j ^+ 2.

Lemma innerE m n (A B : 'M[R]_(m, n)) : inner A B = \sum_i \sum_j A i j * B i j.
Proof.
by apply: eq_bigr => i _; rewrite mxE; apply: eq_bigr => j _; rewrite mxE.
Qed.

Lemma sqnE m n (A : 'M[R]_(m, n)) : sqn A = inner A A.
Proof. by rewrite innerE. Qed.

Lemma innerC m n (A B : 'M[R]_(m, n)) : inner A B = inner B A.
Proof. by rewrite /inner -mxtrace_tr trmx_mul trmxK. Qed.

Lemma inner0l m n (B : 'M[R]_(m, n)) : inner 0 B = 0.
Proof. by rewrite /inner mul0mx mxtrace0. Qed.

Lemma innerDl m n (A A' B : 'M[R]_(m, n)) : inner (A + A') B = inner A B + inner A' B.
Proof. by rewrite /inner mulmxDl mxtraceD. Qed.

Lemma innerNl m n (A B : 'M[R]_(m, n)) : inner (- A) B = - inner A B.
Proof. by rewrite /inner mulNmx raddfN. Qed.

Lemma innerZl m n c (A B : 'M[R]_(m, n)) : inner (c *: A) B = c * inner A B.
Proof. by rewrite /inner -scalemxAl mxtraceZ. Qed.

Lemma innerDr m n (A B B' : 'M[R]_(m, n)) : inner A (B + B') = inner A B + inner A B'.
Proof. by rewrite ![inner A _]innerC innerDl. Qed.

Lemma innerNr m n (A B : 'M[R]_(m, n)) : inner A (- B) = - inner A B.
Proof. by rewrite ![inner A _]innerC innerNl. Qed.

Lemma innerZr m n c (A B : 'M[R]_(m, n)) : inner A (c *: B) = c * inner A B.
Proof. by rewrite ![inner A _]innerC innerZl. Qed.

Lemma inner_suml m n I (r : seq I) (A : I -> 'M[R]_(m, n)) B :
  inner (\sum_(i <- r) A i) B = \sum_(i <- r) inner (A i) B.
Proof. by rewrite /inner mulmx_suml raddf_sum. Qed.

(* A factor moves to the other side transposed. *)
Lemma inner_mull m n p (C : 'M[R]_(m, n)) (A : 'M_(n, p)) B :
  inner (C *m A) B = inner A (C^T *m B).
Proof. by rewrite /inner trmx_mul trmxK mulmxA [RHS]mxtrace_mulC !mulmxA. Qed.

Lemma inner_mulr m n p (A : 'M[R]_(m, n)) (C : 'M_(n, p)) B :
  inner (A *m C) B = inner A (B *m C^T).
Proof. by rewrite /inner trmx_mul trmxK mulmxA. Qed.

Lemma inner_tr m n (A B : 'M[R]_(m, n)) : inner A^T B^T = inner A B.
Proof. by rewrite /inner trmxK mxtrace_mulC -mxtrace_tr trmx_mul trmxK. Qed.

Lemma sqn_tr m n (A : 'M[R]_(m, n)) : sqn A^T = sqn A.
Proof. by rewrite !sqnE inner_tr. Qed.

Lemma sqn0 m n : sqn (0 : 'M[R]_(m, n)) = 0.
Proof. by rewrite sqnE inner0l. Qed.

Lemma sqn_ge0 m n (A : 'M[R]_(m, n)) : 0 <= sqn A.
Proof. by apply: sumr_ge0 => i _; apply: sumr_ge0 => j _; exact: sqr_ge0. Qed.

Lemma sqn_eq0 m n (A : 'M[R]_(m, n)) : (sqn A == 0) = (A == 0).
Proof.
apply/eqP/eqP => [A0|->]; last exact: sqn0.
have nonneg i : 0 <= \sum_j A i j ^+ 2 by apply: sumr_ge0 => j _; exact: sqr_ge0.
apply/matrixP => i j; rewrite mxE; apply/eqP; rewrite -sqrf_eq0; apply/eqP.
have rows : \sum_j A i j ^+ 2 = 0 by exact: psumr_eq0P (fun i _ => nonneg i) A0 _ _.
exact: psumr_eq0P (fun j _ => sqr_ge0 (A i j)) rows _ _.
Qed.

Lemma sqn_gt0 m n (A : 'M[R]_(m, n)) : (0 < sqn A) = (A != 0).
Proof. by rewrite lt_def sqn_ge0 sqn_eq0 andbT. Qed.

(* ⟨A, B⟩ row by row *)
Lemma inner_rows m n (A B : 'M[R]_(m, n)) : inner A B = \sum_i inner (row i A) (row i B).
Proof.
rewrite innerE; apply: eq_bigr => i _; rewrite innerE big_ord1.
by apply: eq_bigr => j _; rewrite !mxE.
Qed.

Lemma sqn_rows m n (A : 'M[R]_(m, n)) : sqn A = \sum_i sqn (row i A).
Proof. by rewrite sqnE inner_rows; apply: eq_bigr => i _; rewrite sqnE. Qed.

(* Reading a matrix row by row as one vector keeps the inner product. *)
Lemma inner_mxvec m n (A B : 'M[R]_(m, n)) : inner (mxvec A) (mxvec B) = inner A B.
Proof.
rewrite !innerE big_ord1 pair_bigA (reindex _ (curry_mxvec_bij _ _)) /=.
by apply: eq_bigr => -[i j] _; rewrite !mxvecE.
Qed.

Lemma sqn_mxvec m n (A : 'M[R]_(m, n)) : sqn (mxvec A) = sqn A.
Proof. by rewrite !sqnE inner_mxvec. Qed.

Lemma sqn_vec_mx m n (x : 'rV[R]_(m * n)) : sqn (vec_mx x)^T = sqn x.
Proof. by rewrite sqn_tr -sqn_mxvec vec_mxK. Qed.

(* ‖uᵀv‖_F² = ‖u‖²‖v‖² *)
Lemma sqn_outer m n (u : 'rV[R]_m) (v : 'rV[R]_n) : sqn (u^T *m v) = sqn u * sqn v.
Proof.
rewrite {2}/sqn big_ord1 mulr_suml; apply: eq_bigr => i _.
rewrite /sqn big_ord1 mulr_sumr; apply: eq_bigr => j _.
by rewrite mxE big_ord1 mxE exprMn.
Qed.

End Frobenius.
