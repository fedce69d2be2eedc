(* The Kronecker product. A vector of length m n is read as an m×n matrix, row by row (mxvec): then A ⊗ B acts on     *)
(* matrices by Z ↦ AᵀZB.                                                                                              *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Frobenius Loewner.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Kronecker.
Variable R : realFieldType.

(* A ⊗ B as the matrix of Z ↦ AᵀZB; kronE gives its entries *)
Definition kron m n p q (A : 'M[R]_(m, n)) (B : 'M[R]_(p, q)) : 'M[R]_(m * p, n * q) :=
  lin_mx (mulmxr B \o mulmx A^T).

Lemma mxvec_kron m n p q (A : 'M[R]_(m, n)) (B : 'M[R]_(p, q)) (Z : 'M_(m, p)) :
  mxvec Z *m kron A B = mxvec (A^T *m Z *m B).
Proof. by rewrite mul_vec_lin. Qed.

(* The entry of row (i, i′) and column (j, j′) is A_ij B_i′j′: the usual block matrix. *)
Lemma kronE m n p q (A : 'M[R]_(m, n)) (B : 'M[R]_(p, q)) i i' j j' :
  kron A B (mxvec_index i i') (mxvec_index j j') = A i j * B i' j'.
Proof.
have -> : kron A B (mxvec_index i i') (mxvec_index j j')
    = (mxvec (delta_mx i i') *m kron A B) 0 (mxvec_index j j').
  by rewrite mxvec_delta -rowE [RHS]mxE.
rewrite mxvec_kron mxvecE mxE (bigD1 i') //= big1 ?addr0 => [|a ne_a]; rewrite mxE (bigD1 i) //=.
  by rewrite big1 ?addr0 => [|b /negPf ne_b]; rewrite !mxE ?eqxx ?ne_b ?mulr1 ?mulr0.
by rewrite big1 ?addr0 => [|b /negPf ne_b]; rewrite !mxE ?(negPf ne_a) ?andbF ?ne_b ?mulr0 ?mul0r.
Qed.

(* What acts alike on every matrix is equal. *)
Lemma kron_ext m n p (C D : 'M[R]_(m * n, p)) :
  (forall Z : 'M_(m, n), mxvec Z *m C = mxvec Z *m D) -> C = D.
Proof.
move=> eqCD; apply/row_matrixP => u; rewrite !rowE.
by case/mxvec_indexP: u => i j; rewrite -mxvec_delta eqCD.
Qed.

(* (A ⊗ B)ᵀ = Aᵀ ⊗ Bᵀ *)
Lemma kron_tr m n p q (A : 'M[R]_(m, n)) (B : 'M[R]_(p, q)) : (kron A B)^T = kron A^T B^T.
Proof.
apply/matrixP => u v; case/mxvec_indexP: u => i i'; case/mxvec_indexP: v => j j'.
by rewrite mxE !kronE !mxE.
Qed.

(* (A ⊗ B)(C ⊗ D) = AC ⊗ BD *)
Lemma kron_mul m n p q r s (A : 'M[R]_(m, n)) (B : 'M_(p, q)) (C : 'M_(n, r)) (D : 'M_(q, s)) :
  kron A B *m kron C D = kron (A *m C) (B *m D).
Proof. by apply: kron_ext => Z; rewrite mulmxA !mxvec_kron trmx_mul !mulmxA. Qed.

(* ⟨z, (A ⊗ B) z⟩ = ⟨AᵀZB, Z⟩ *)
Lemma form_kron m n (A : 'M[R]_m) (B : 'M[R]_n) (Z : 'M_(m, n)) :
  form (kron A B) (mxvec Z) = inner (A^T *m Z *m B) Z.
Proof. by rewrite /form mxvec_kron inner_mxvec. Qed.

(* ⟨z, (PPᵀ ⊗ QᵀQ) z⟩ = ‖PᵀZQᵀ‖_F² *)
Lemma form_kron_gram m n p q (P : 'M[R]_(m, p)) (Q : 'M_(q, n)) (Z : 'M_(m, n)) :
  form (kron (P *m P^T) (Q^T *m Q)) (mxvec Z) = sqn (P^T *m Z *m Q^T).
Proof.
rewrite form_kron trmx_mul trmxK sqnE !mulmxA inner_mulr.
by rewrite -3!mulmxA inner_mull [in LHS](mulmxA P^T) !mulmxA.
Qed.

(* The form of A ⊗ bI is b times that of A. *)
Lemma form_kron_scalar m n (A : 'M[R]_m) b (x : 'rV_(m * n)) :
  form (kron A b%:M) x = b * form A (vec_mx x)^T.
Proof.
by rewrite -{1}[x]vec_mxK form_kron mul_mx_scalar innerZl /form -inner_tr trmx_mul trmxK.
Qed.

(* A ⪰ 0 and B ⪯ C ⟹ A ⊗ B ⪯ A ⊗ C *)
Lemma kron_monotone m n (A : 'M[R]_m) (B C : 'M[R]_n) :
  A^T = A -> loewner 0 A -> loewner B C -> loewner (kron A B) (kron A C).
Proof.
move=> symmetric psd le_BC x; rewrite -[x]vec_mxK !form_kron symmetric.
have [squares [nonneg ->]] := sum_of_squares symmetric psd; set Z := vec_mx x.
have expand (D : 'M_n) : inner ((\sum_(p <- squares) p.1 *: (p.2^T *m p.2)) *m Z *m D) Z
    = \sum_(p <- squares) p.1 * form D (p.2 *m Z).
  rewrite 2!mulmx_suml inner_suml; apply: eq_bigr => p _.
  by rewrite -!scalemxAl innerZl -!mulmxA inner_mull trmxK mulmxA.
rewrite !expand; elim: squares nonneg {expand} => [_|p squares IH /= /andP[p0 /IH le]].
  by rewrite !big_nil.
by rewrite !big_cons ler_add // ler_wpmul2l.
Qed.

(* ⊗ is linear in either factor. *)
Lemma kronDl m n p q (A A' : 'M[R]_(m, n)) (B : 'M[R]_(p, q)) :
  kron (A + A') B = kron A B + kron A' B.
Proof. by apply: kron_ext => Z; rewrite mulmxDr !mxvec_kron linearD !mulmxDl linearD. Qed.

Lemma kronDr m n p q (A : 'M[R]_(m, n)) (B B' : 'M[R]_(p, q)) :
  kron A (B + B') = kron A B + kron A B'.
Proof. by apply: kron_ext => Z; rewrite mulmxDr !mxvec_kron mulmxDr linearD. Qed.

Lemma kronZl m n p q c (A : 'M[R]_(m, n)) (B : 'M[R]_(p, q)) : kron (c *: A) B = c *: kron A B.
Proof. by apply: kron_ext => Z; rewrite -scalemxAr !mxvec_kron linearZ /= -!scalemxAl linearZ. Qed.

Lemma kronZr m n p q c (A : 'M[R]_(m, n)) (B : 'M[R]_(p, q)) : kron A (c *: B) = c *: kron A B.
Proof. by apply: kron_ext => Z; rewrite -scalemxAr !mxvec_kron -scalemxAr linearZ. Qed.

Lemma kronNl m n p q (A : 'M[R]_(m, n)) (B : 'M[R]_(p, q)) : kron (- A) B = - kron A B.
Proof. by rewrite -scaleN1r kronZl scaleN1r. Qed.

Lemma kronNr m n p q (A : 'M[R]_(m, n)) (B : 'M[R]_(p, q)) : kron A (- B) = - kron A B.
Proof. by rewrite -scaleN1r kronZr scaleN1r. Qed.

Lemma kron0r m n p q (A : 'M[R]_(m, n)) : kron A (0 : 'M[R]_(p, q)) = 0.
Proof. by rewrite -(scale0r 0) kronZr scale0r. Qed.

Lemma kron0l m n p q (B : 'M[R]_(p, q)) : kron (0 : 'M[R]_(m, n)) B = 0.
Proof. by rewrite -(scale0r 0) kronZl scale0r. Qed.

Lemma kron_suml m n p q (I : finType) (A : I -> 'M[R]_(m, n)) (B : 'M[R]_(p, q)) :
  kron (\sum_l A l) B = \sum_l kron (A l) B.
Proof. by apply: (big_morph (fun A => kron A B)) => [A1 A2|]; [exact: kronDl|exact: kron0l]. Qed.

Lemma kron_sumr m n p q (I : finType) (A : 'M[R]_(m, n)) (B : I -> 'M[R]_(p, q)) :
  kron A (\sum_l B l) = \sum_l kron A (B l).
Proof. by apply: (big_morph (kron A)) => [B1 B2|]; [exact: kronDr|exact: kron0r]. Qed.

Lemma kron1 m n : kron 1%:M 1%:M = 1%:M :> 'M[R]_(m * n).
Proof. by apply: kron_ext => Z; rewrite mxvec_kron trmx1 mul1mx !mulmx1. Qed.

(* A ⊗ I + I ⊗ B *)
Definition kron_sum m n (A : 'M[R]_m) (B : 'M[R]_n) : 'M[R]_(m * n) := kron A 1%:M + kron 1%:M B.

Lemma kron_sum_symmetric m n (A : 'M[R]_m) (B : 'M[R]_n) :
  A^T = A -> B^T = B -> (kron_sum A B)^T = kron_sum A B.
Proof. by move=> symA symB; rewrite /kron_sum linearD /= !kron_tr !trmx1 symA symB. Qed.

(* Exchanging the factors transposes the matrix that a vector is read as. *)
Lemma form_kron_swap m n (A : 'M[R]_m) (B : 'M[R]_n) (Z : 'M_(m, n)) :
  form (kron A B) (mxvec Z) = form (kron B A) (mxvec Z^T).
Proof. by rewrite !form_kron -inner_tr !trmx_mul trmxK mulmxA. Qed.

(* B ⪰ 0 and A ⪯ C ⟹ A ⊗ B ⪯ C ⊗ B *)
Lemma kron_monotone_left m n (A C : 'M[R]_m) (B : 'M[R]_n) :
  B^T = B -> loewner 0 B -> loewner A C -> loewner (kron A B) (kron C B).
Proof.
move=> symmetric psd le_AC x; rewrite -[x]vec_mxK !(form_kron_swap _ B).
exact: kron_monotone.
Qed.

End Kronecker.
