(* The rules of the Swift kernel about the Schur product (11ᵀ ⊗ XᵀX) ∘ HHᵀ, H = W ⊙ Dᵀ, of two-layer networks, and    *)
(* about sums of two matrices. [HJ]: Horn, Johnson, Matrix Analysis and Topics in Matrix Analysis.                    *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Frobenius Loewner Kronecker Rules LoewnerRules ConditionRules.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section SchurRules.
Variable R : realFieldType.

(* A ∘ B *)
Definition schur m n (A B : 'M[R]_(m, n)) : 'M[R]_(m, n) := \matrix_(i, j) (A i j * B i j).

(* A ⊙ B: column i is a_i ⊗ b_i. *)
Definition columnwise m n p (A : 'M[R]_(m, p)) (B : 'M[R]_(n, p)) : 'M[R]_(m * n, p) :=
  \matrix_(u, i) (mxvec (\matrix_(a, j) (A a i * B j i)) 0 u).

(* 1 *)
Definition ones k : 'cV[R]_k := const_mx 1.

(* Δ_j, the diagonal matrix of column j of D *)
Definition pattern m n (D : 'M[R]_(m, n)) j : 'M[R]_m := diag_mx (col j D)^T.

Lemma columnwiseE m n p (A : 'M[R]_(m, p)) (B : 'M[R]_(n, p)) a j i :
  columnwise A B (mxvec_index a j) i = A a i * B j i.
Proof. by rewrite mxE mxvecE mxE. Qed.

Lemma kron_symmetric m n (A : 'M[R]_m) (B : 'M[R]_n) : A^T = A -> B^T = B -> (kron A B)^T = kron A B.
Proof. by rewrite kron_tr => -> ->. Qed.

(* N ⪯ M ⪯ N′ ⟹ N + T ⪯ M + T ⪯ N′ + T                                                                               *)
(* Side condition: T symmetric. Source: [HJ] 7.7.2.                                                                   *)
Lemma rule_loewner_addition n (N N' M T : 'M[R]_n) :
  T^T = T -> between N N' M -> between (N + T) (N' + T) (M + T).
Proof.
move=> symT [symM lower upper]; split=> [|x|x]; first by rewrite linearD /= symT symM.
  by rewrite !formD ler_add2r.
by rewrite !formD ler_add2r.
Qed.

(* a I ⪯ M ⪯ ā I, b I ⪯ N ⪯ b̄ I ⟹ (a + b) I ⪯ M + N ⪯ (ā + b̄) I                                                      *)
(* Source: Weyl, [HJ] 4.3.1.                                                                                          *)
Lemma rule_weyl_sum_of_two n (M N : 'M[R]_n) a a' b b' :
  enclosure a a' M -> enclosure b b' N -> enclosure (a + b) (a' + b') (M + N).
Proof.
move=> encM encN; have [symM _ _] := encM; have [symN _ _] := encN.
apply: enclosureP => [|x]; first by rewrite linearD /= symM symN.
have /andP[lowM uppM] := enclosure_form x encM; have /andP[lowN uppN] := enclosure_form x encN.
by rewrite formD !mulrDl !ler_add.
Qed.

(* ⟹ λ_min(M) I ⪯ M ⪯ λ_max(M) I                                                                                     *)
(* Source: [HJ] 4.2.2, as the meaning of λ_min and λ_max.                                                             *)
Lemma rule_spectral_theorem_ends n (M : 'M[R]_n) lo hi :
  M^T = M -> below_lambda_min M lo -> above_lambda_max M hi -> enclosure lo hi M.
Proof. by []. Qed.

(* I ⊗ A + I ⊗ B = I ⊗ (A + B)                                                                                        *)
(* Source: bilinearity of ⊗.                                                                                          *)
Lemma rule_sum_inside_kronecker_pair k n (A B : 'M[R]_n) :
  kron (1%:M : 'M[R]_k) A + kron 1%:M B = kron 1%:M (A + B).
Proof. by rewrite kronDr. Qed.

(* The smallest and the largest of the numbers e_j; 0 where there is none *)
Definition minimum n (e : 'I_n -> R) := \big[Num.min/(\big[Num.max/0]_j e j)]_j e j.
Definition maximum n (e : 'I_n -> R) := \big[Num.max/(\big[Num.min/0]_j e j)]_j e j.

Lemma minimum_le n (e : 'I_n -> R) j : minimum e <= e j.
Proof.
rewrite /minimum; move: (\big[Num.max/0]_i e i) => z; elim: index_enum (mem_index_enum j) => // i s IH.
by rewrite inE big_cons le_minl => /orP[/eqP->|/IH->]; rewrite ?lexx ?orbT.
Qed.

Lemma le_maximum n (e : 'I_n -> R) j : e j <= maximum e.
Proof.
rewrite /maximum; move: (\big[Num.min/0]_i e i) => z; elim: index_enum (mem_index_enum j) => // i s IH.
by rewrite inE big_cons le_maxr => /orP[/eqP->|/IH->]; rewrite ?lexx ?orbT.
Qed.

Lemma scaled_minimum_le n (e : 'I_n -> R) c j : 0 <= c -> c * minimum e <= c * e j.
Proof. by move=> c0; rewrite ler_wpmul2l // minimum_le. Qed.

Lemma le_scaled_maximum n (e : 'I_n -> R) c j : 0 <= c -> c * e j <= c * maximum e.
Proof. by move=> c0; rewrite ler_wpmul2l // le_maximum. Qed.

Lemma form_diagonal n (e : 'I_n -> R) (x : 'rV_n) :
  form (diag_mx (\row_j e j)) x = \sum_j e j * x 0 j ^+ 2.
Proof.
rewrite /form innerE big_ord1; apply: eq_bigr => j _.
by rewrite mul_mx_diag !mxE mulrAC -expr2 mulrC.
Qed.

(* λ(diag_j(e_j)) = e_j *)
Lemma rule_spectrum_diagonal n (e : 'I_n -> R) s :
  (forall j, s <= e j) -> below_lambda_min (diag_mx (\row_j e j)) s.
Proof.
move=> le x; rewrite form_diagonal form_scalar /sqn big_ord1 mulr_sumr; apply: ler_sum => j _.
by rewrite ler_wpmul2r ?sqr_ge0.
Qed.

Lemma rule_spectrum_diagonal_above n (e : 'I_n -> R) s :
  (forall j, e j <= s) -> above_lambda_max (diag_mx (\row_j e j)) s.
Proof.
move=> le x; rewrite form_diagonal form_scalar /sqn big_ord1 mulr_sumr; apply: ler_sum => j _.
by rewrite ler_wpmul2r ?sqr_ge0.
Qed.

(* An extreme entry of a diagonal matrix is an extreme eigenvalue. *)
Lemma spectrum_diagonal n (e : 'I_n -> R) j : spectrum (diag_mx (\row_i e i)) (e j).
Proof.
apply/eigenvalueP; exists (delta_mx 0 j); first by rewrite -rowE row_diag_mx mxE.
by apply/eqP => /matrixP/(_ 0 j)/eqP; rewrite !mxE !eqxx oner_eq0.
Qed.

Lemma rule_diagonal_is_lambda_min n (e : 'I_n -> R) j :
  (forall i, e j <= e i) -> is_lambda_min (diag_mx (\row_i e i)) (e j).
Proof. by move=> le; split; [exact: rule_spectrum_diagonal|exact: spectrum_diagonal]. Qed.

Lemma rule_diagonal_is_lambda_max n (e : 'I_n -> R) j :
  (forall i, e i <= e j) -> is_lambda_max (diag_mx (\row_i e i)) (e j).
Proof. by move=> le; split; [exact: rule_spectrum_diagonal_above|exact: spectrum_diagonal]. Qed.

Section Product.
Variables (k n : nat).

(* (11ᵀ ⊗ M) ∘ N *)
Definition block_schur (M : 'M[R]_n) (N : 'M[R]_(k * n)) := schur (kron (gram (ones k)) M) N.

Lemma gram_onesE (a b : 'I_k) : gram (ones k) a b = 1.
Proof. by rewrite mxE big_ord1 !mxE mulr1. Qed.

Lemma block_schurE M N a j b j' :
  block_schur M N (mxvec_index a j) (mxvec_index b j') = M j j' * N (mxvec_index a j) (mxvec_index b j').
Proof. by rewrite mxE kronE gram_onesE mul1r. Qed.

Lemma matrix_index_ext (A B : 'M[R]_(k * n)) :
  (forall a j b j', A (mxvec_index a j) (mxvec_index b j') = B (mxvec_index a j) (mxvec_index b j')) -> A = B.
Proof.
move=> eqAB; apply/matrixP => u v; case/mxvec_indexP: u => a j; case/mxvec_indexP: v => b j'.
exact: eqAB.
Qed.

Lemma block_schur_suml (I : finType) (M : I -> 'M[R]_n) N :
  block_schur (\sum_i M i) N = \sum_i block_schur (M i) N.
Proof.
apply: matrix_index_ext => a j b j'; rewrite block_schurE !summxE mulr_suml.
by apply: eq_bigr => i _; rewrite block_schurE.
Qed.

Lemma block_schurZ c M N : block_schur (c *: M) N = c *: block_schur M N.
Proof. by apply: matrix_index_ext => a j b j'; rewrite block_schurE [RHS]mxE block_schurE mxE mulrA. Qed.

Lemma block_schurB M M' N : block_schur (M - M') N = block_schur M N - block_schur M' N.
Proof.
apply: matrix_index_ext => a j b j'; rewrite block_schurE [RHS]mxE [X in _ = _ + X]mxE !block_schurE !mxE.
by rewrite mulrBl.
Qed.

Lemma block_schurBr M N N' : block_schur M (N - N') = block_schur M N - block_schur M N'.
Proof. 
apply: matrix_index_ext => a j b j'; rewrite block_schurE [RHS]mxE [X in _ = _ + X]mxE !block_schurE !mxE.
by rewrite mulrBr.
Qed.

Lemma block_schurZr c M N : block_schur M (c *: N) = c *: block_schur M N.
Proof. by apply: matrix_index_ext => a j b j'; rewrite block_schurE [RHS]mxE block_schurE mxE mulrCA. Qed.

Lemma block_schurN M N : block_schur (- M) N = - block_schur M N.
Proof. by rewrite -scaleN1r block_schurZ scaleN1r. Qed.

Lemma block_schurNr M N : block_schur M (- N) = - block_schur M N.
Proof. by rewrite -scaleN1r block_schurZr scaleN1r. Qed.

Lemma formN p (M : 'M[R]_p) r (x : 'M_(r, p)) : form (- M) x = - form M x.
Proof. by rewrite -scaleN1r form_scale mulN1r. Qed.

Lemma block_schur_symmetric M N : M^T = M -> N^T = N -> (block_schur M N)^T = block_schur M N.
Proof.
move=> symM symN; apply: matrix_index_ext => a j b j'.
by rewrite [LHS]mxE !block_schurE -{1}symM -{1}symN !mxE.
Qed.

(* (11ᵀ ⊗ vᵀv) ∘ N = (I ⊗ diag v) N (I ⊗ diag v) *)
Lemma form_block_square (v : 'rV[R]_n) N (Z : 'M_(k, n)) :
  form (block_schur (v^T *m v) N) (mxvec Z) = form N (mxvec (Z *m diag_mx v)).
Proof.
rewrite /form !innerE !big_ord1 (reindex _ (curry_mxvec_bij _ _)) [RHS](reindex _ (curry_mxvec_bij _ _)) /=.
apply: eq_bigr => -[b j'] _ /=; rewrite !mxvecE mul_mx_diag [X in _ = _ * X]mxE [Z b j' * _]mulrC mulrA !mxE; congr (_ * _).
rewrite mulr_suml (reindex _ (curry_mxvec_bij _ _)) [RHS](reindex _ (curry_mxvec_bij _ _)) /=.
apply: eq_bigr => -[a j] _ /=; rewrite !mxvecE block_schurE !mxE big_ord1 !mxE.
by rewrite !mulrA [in RHS]mulrAC.
Qed.

(* Schur products with N ⪰ 0 keep the order. *)
Lemma block_schur_psd M N : semidefinite M -> loewner 0 N -> loewner 0 (block_schur M N).
Proof.
case=> sym psd psdN x; rewrite form0 -[x]vec_mxK; set Z := vec_mx x.
have [squares [nonneg ->]] := sum_of_squares sym psd.
elim: squares nonneg => [_|p s IH /= /andP[p0 /IH le]].
  by rewrite big_nil; have := block_schurZ 0 0 N; rewrite !scale0r => ->; rewrite form0.
have blockD (A B : 'M_n) : block_schur (A + B) N = block_schur A N + block_schur B N.
  by rewrite -[in LHS](opprK B) block_schurB -(scaleN1r B) block_schurZ scaleN1r opprK.
rewrite big_cons blockD formD block_schurZ form_scale form_block_square.
by rewrite addr_ge0 // mulr_ge0 // psd_form.
Qed.

Lemma identity_entry (a b : 'I_k) (j j' : 'I_n) :
  (1%:M : 'M[R]_(k * n)) (mxvec_index a j) (mxvec_index b j') = (a == b)%:R * (j == j')%:R.
Proof. by rewrite -kron1 kronE !mxE. Qed.

(* The form of I ⊗ diag_j(e_j) at the columns z_j *)
Lemma form_kron_diagonal (e : 'I_n -> R) (Z : 'M[R]_(k, n)) :
  form (kron (1%:M : 'M[R]_k) (diag_mx (\row_j e j))) (mxvec Z) = \sum_j e j * sqn (col j Z).
Proof.
rewrite form_kron trmx1 mul1mx innerE exchange_big; apply: eq_bigr => j _ /=.
rewrite /sqn mulr_sumr; apply: eq_bigr => a _; rewrite big_ord1 mul_mx_diag !mxE.
by rewrite mulrAC -expr2 mulrC.
Qed.

Variables (m d : nat) (W : 'M[R]_(k, m)) (D : 'M[R]_(m, n)) (X : 'M[R]_(d, n)).
Let H := columnwise W D^T.

(* The block of HHᵀ of a sample j on both sides is WΔ_j²Wᵀ. *)
Lemma form_masked (j : 'I_n) (Z : 'M[R]_(k, n)) :
  form (gram H) (mxvec (Z *m diag_mx (delta_mx 0 j))) = form (gram (W *m pattern D j)) (col j Z)^T.
Proof.
rewrite !form_gram; congr sqn; apply/rowP => i; rewrite !mxE (reindex _ (curry_mxvec_bij _ _)) /=.
transitivity (\sum_a \sum_j' (Z *m diag_mx (delta_mx 0 j)) a j' * H (mxvec_index a j') i).
  by rewrite pair_bigA; apply: eq_bigr => -[a j'] _; rewrite /= mxvecE.
apply: eq_bigr => a _; rewrite (bigD1 j) //= big1 ?addr0 => [|j' /negPf ne_j]; last first.
  by rewrite mul_mx_diag !mxE eqxx /= ne_j mulr0 mul0r.
rewrite mul_mx_diag columnwiseE /pattern mul_mx_diag !mxE !eqxx mulr1.
by [].
Qed.

(* 11ᵀ ⊗ I leaves the samples apart. *)
Lemma form_block_identity (Z : 'M[R]_(k, n)) :
  form (block_schur 1%:M (gram H)) (mxvec Z) = \sum_j form (gram (W *m pattern D j)) (col j Z)^T.
Proof.
have -> : (1%:M : 'M[R]_n) = \sum_j ((delta_mx 0 j : 'rV_n)^T *m delta_mx 0 j).
  rewrite mx1_sum_delta; apply: eq_bigr => j _.
  by rewrite trmx_delta mul_delta_mx.
rewrite block_schur_suml form_sum; apply: eq_bigr => j _.
by rewrite form_block_square form_masked.
Qed.

Lemma masked_ends (c c' : 'I_n -> R) (Z : 'M[R]_(k, n)) :
  (forall j, enclosure (c j) (c' j) (gram (W *m pattern D j))) ->
  \sum_j c j * sqn (col j Z) <= form (block_schur 1%:M (gram H)) (mxvec Z) <= \sum_j c' j * sqn (col j Z).
Proof.
move=> enc; rewrite form_block_identity; apply/andP; split; apply: ler_sum => j _.
  by case/andP: (enclosure_form (col j Z)^T (enc j)); rewrite sqn_tr.
by case/andP: (enclosure_form (col j Z)^T (enc j)); rewrite sqn_tr.
Qed.

Lemma hidden_symmetric : (block_schur (gram X^T) (gram H))^T = block_schur (gram X^T) (gram H).
Proof. by apply: block_schur_symmetric; exact: gram_symmetric. Qed.

(* a I ⪯ XᵀX ⪯ ā I, c_j I ⪯ WΔ_j²Wᵀ ⪯ c̄_j I for every j                                                              *)
(* ⟹ I ⊗ diag_j(a c_j) ⪯ (11ᵀ ⊗ XᵀX) ∘ HHᵀ ⪯ I ⊗ diag_j(ā c̄_j)                                                       *)
(* Side conditions: a, ā ≥ 0. Source: Schur product theorem, [HJ] 7.5.3.                                              *)
Lemma rule_schur_monotone a a' c c' : 0 <= a -> 0 <= a' ->
  enclosure a a' (gram X^T) -> (forall j, enclosure (c j) (c' j) (gram (W *m pattern D j))) ->
  between (kron 1%:M (diag_mx (\row_j (a * c j)))) (kron 1%:M (diag_mx (\row_j (a' * c' j))))
    (schur (kron (gram (ones k)) (gram X^T)) (gram H)).
Proof.
move=> a0 a'0 encX encW; have [low upp] := scalar_gap encX.
split=> [|x|x]; first exact: hidden_symmetric.
  rewrite -[x]vec_mxK form_kron_diagonal; set Z := vec_mx x.
  have /andP[le _] := masked_ends Z encW; apply: (@le_trans _ _ (a * form (block_schur 1%:M (gram H)) (mxvec Z))).
    by under eq_bigr do rewrite -mulrA; rewrite -mulr_sumr ler_wpmul2l.
  have := block_schur_psd low (@gram_psd _ _ _ H) (mxvec Z).
  by rewrite form0 block_schurB formB -scalemx1 block_schurZ form_scale subr_ge0.
rewrite -[x]vec_mxK form_kron_diagonal; set Z := vec_mx x.
have /andP[_ le] := masked_ends Z encW; apply: (@le_trans _ _ (a' * form (block_schur 1%:M (gram H)) (mxvec Z))).
  have := block_schur_psd upp (@gram_psd _ _ _ H) (mxvec Z).
  by rewrite form0 block_schurB formB -scalemx1 block_schurZ form_scale subr_ge0.
by under [X in _ <= X]eq_bigr do rewrite -mulrA; rewrite -mulr_sumr ler_wpmul2l.
Qed.

(* (11ᵀ ⊗ XᵀX) ∘ I = I ⊗ diag_j(‖x_j‖²) *)
Lemma block_norms : block_schur (gram X^T) 1%:M = kron 1%:M (diag_mx (\row_j sqn (col j X))).
Proof.
apply: matrix_index_ext => a j b j'; rewrite block_schurE identity_entry kronE [X in _ = X * _]mxE.
rewrite mulrCA; congr (_ * _); rewrite [RHS]mxE.
case: eqP => [<-|_] /=; last by rewrite mulr0.
rewrite mulr1 mulr1n !mxE; apply: eq_bigr => i _.
by rewrite big_ord1 !mxE expr2.
Qed.

Lemma form_block_norms (Z : 'M[R]_(k, n)) c :
  form (block_schur (gram X^T) c%:M) (mxvec Z) = c * \sum_j sqn (col j X) * sqn (col j Z).
Proof. by rewrite -scalemx1 block_schurZr form_scale block_norms form_kron_diagonal. Qed.

(* b I ⪯ HHᵀ ⪯ b̄ I ⟹ I ⊗ diag_j(b‖x_j‖²) ⪯ (11ᵀ ⊗ XᵀX) ∘ HHᵀ ⪯ I ⊗ diag_j(b̄‖x_j‖²)                                  *)
(* Source: Schur product theorem, [HJ] Topics 5.3.4.                                                                  *)
Lemma rule_schur_product b b' : enclosure b b' (gram H) ->
  between (kron 1%:M (diag_mx (\row_j (b * sqn (col j X))))) (kron 1%:M (diag_mx (\row_j (b' * sqn (col j X)))))
    (schur (kron (gram (ones k)) (gram X^T)) (gram H)).
Proof.
move=> encH; have [[_ low] [_ upp]] := scalar_gap encH; have semiX := gram_semidefinite X^T.
split=> [|x|x]; first exact: hidden_symmetric.
  rewrite -[x]vec_mxK form_kron_diagonal; under eq_bigr do rewrite -mulrA; rewrite -mulr_sumr -form_block_norms.
  have := block_schur_psd semiX low (mxvec (vec_mx x)).
  by rewrite form0 block_schurBr formB subr_ge0.
rewrite -[x]vec_mxK form_kron_diagonal; under [X in _ <= X]eq_bigr do rewrite -mulrA.
rewrite -mulr_sumr -form_block_norms.
have := block_schur_psd semiX upp (mxvec (vec_mx x)).
by rewrite form0 block_schurBr formB subr_ge0.
Qed.

(* The form of (11ᵀ ⊗ (XᵀX − aI)) ∘ (HHᵀ − bI) *)
Lemma form_corner a b (Z : 'M[R]_(k, n)) :
  form (block_schur (gram X^T - a%:M) (gram H - b%:M)) (mxvec Z)
  = form (block_schur (gram X^T) (gram H)) (mxvec Z)
    - (a * form (block_schur 1%:M (gram H)) (mxvec Z)
       + b * (\sum_j sqn (col j X) * sqn (col j Z)) - a * b * sqn Z).
Proof.
rewrite block_schurB !block_schurBr !formB form_block_norms -(scalemx1 _ a) !block_schurZ !form_scale.
have -> : form (block_schur 1%:M b%:M) (mxvec Z) = b * sqn Z.
  rewrite -(scalemx1 _ b) block_schurZr form_scale; congr (_ * _).
  have -> : block_schur 1%:M 1%:M = 1%:M :> 'M[R]_(k * n).
    apply: matrix_index_ext => i j i' j'; rewrite block_schurE !identity_entry mxE.
    by case: eqP; rewrite ?mul0r ?mul1r ?mulr0.
  by rewrite form_scalar mul1r sqn_mxvec.
by rewrite -mulrA -[LHS]addrA -opprD; congr (_ - _); rewrite addrA [_ + a * _]addrC.
Qed.

(* a I ⪯ XᵀX ⪯ ā I, b I ⪯ HHᵀ ⪯ b̄ I, c_j I ⪯ WΔ_j²Wᵀ ⪯ c̄_j I                                                         *)
(* ⟹ I ⊗ diag_j(a c_j + b‖x_j‖² − ab) ⪯ (11ᵀ ⊗ XᵀX) ∘ HHᵀ ⪯ I ⊗ diag_j(ā c̄_j + b‖x_j‖² − āb)                          *)
(* Side conditions: a, ā ≥ 0. Source: (11ᵀ ⊗ (XᵀX − aI)) ∘ (HHᵀ − bI) ⪰ 0, McCormick 1976 and the Schur product       *)
(* theorem.                                                                                                           *)
Section Envelope.
Variables (a a' b b' : R) (c c' : 'I_n -> R).
Hypotheses (a0 : 0 <= a) (a'0 : 0 <= a').
Hypotheses (encX : enclosure a a' (gram X^T)) (encH : enclosure b b' (gram H)).
Hypothesis encW : forall j, enclosure (c j) (c' j) (gram (W *m pattern D j)).

Lemma corner_sum s t (e : 'I_n -> R) (Z : 'M[R]_(k, n)) :
  \sum_j (s * e j + t * sqn (col j X) - s * t) * sqn (col j Z)
  = s * (\sum_j e j * sqn (col j Z)) + t * (\sum_j sqn (col j X) * sqn (col j Z)) - s * t * sqn Z.
Proof.
have -> : sqn Z = \sum_j sqn (col j Z).
  by rewrite -sqn_tr sqn_rows; apply: eq_bigr => j _; rewrite -tr_col sqn_tr.
rewrite !mulr_sumr -big_split -sumrB; apply: eq_bigr => j _ /=.
by rewrite mulrBl mulrDl !mulrA.
Qed.

Lemma envelope_lower : loewner (kron 1%:M (diag_mx (\row_j (a * c j + b * sqn (col j X) - a * b))))
  (schur (kron (gram (ones k)) (gram X^T)) (gram H)).
Proof.
move=> x; rewrite -[x]vec_mxK form_kron_diagonal corner_sum; set Z := vec_mx x.
have [lowX _] := scalar_gap encX; have [[_ lowH] _] := scalar_gap encH.
have := block_schur_psd lowX lowH (mxvec Z); rewrite form0 form_corner subr_ge0; apply: le_trans.
by rewrite ler_add2r ler_add2r ler_wpmul2l //; case/andP: (masked_ends Z encW).
Qed.

Lemma rule_schur_envelope :
  between (kron 1%:M (diag_mx (\row_j (a * c j + b * sqn (col j X) - a * b))))
    (kron 1%:M (diag_mx (\row_j (a' * c' j + b * sqn (col j X) - a' * b))))
    (schur (kron (gram (ones k)) (gram X^T)) (gram H)).
Proof.
split; [exact: hidden_symmetric|exact: envelope_lower|move=> x].
rewrite -[x]vec_mxK form_kron_diagonal corner_sum; set Z := vec_mx x.
have [_ uppX] := scalar_gap encX; have [[_ lowH] _] := scalar_gap encH.
have := block_schur_psd uppX lowH (mxvec Z); rewrite form0 -[a'%:M - _]opprB block_schurN formN.
rewrite form_corner oppr_ge0 subr_le0 => /le_trans; apply.
by rewrite ler_add2r ler_add2r ler_wpmul2l //; case/andP: (masked_ends Z encW).
Qed.

(* The same with (11ᵀ ⊗ (XᵀX − aI)) ∘ (b̄I − HHᵀ) ⪰ 0 above *)
Lemma rule_schur_envelope_mirrored :
  between (kron 1%:M (diag_mx (\row_j (a * c j + b * sqn (col j X) - a * b))))
    (kron 1%:M (diag_mx (\row_j (a * c' j + b' * sqn (col j X) - a * b'))))
    (schur (kron (gram (ones k)) (gram X^T)) (gram H)).
Proof.
split; [exact: hidden_symmetric|exact: envelope_lower|move=> x].
rewrite -[x]vec_mxK form_kron_diagonal corner_sum; set Z := vec_mx x.
have [lowX _] := scalar_gap encX; have [_ [_ uppH]] := scalar_gap encH.
have := block_schur_psd lowX uppH (mxvec Z); rewrite form0 -[b'%:M - _]opprB block_schurNr formN.
rewrite form_corner oppr_ge0 subr_le0 => /le_trans; apply.
by rewrite ler_add2r ler_add2r ler_wpmul2l //; case/andP: (masked_ends Z encW).
Qed.

End Envelope.

(* a I ⪯ WWᵀ ⪯ ā I, α ≤ D_ij ≤ 1 ⟹ α²a I ⪯ WΔ_j²Wᵀ ⪯ ā I for every j                                                 *)
(* Side conditions: α ≥ 0. Source: α²I ⪯ Δ_j² ⪯ I.                                                                     *)
Lemma rule_diagonal_scaling alpha a a' : 0 <= alpha -> (forall i j, alpha <= D i j <= 1) ->
  enclosure a a' (gram W) -> forall j, enclosure (alpha ^+ 2 * a) a' (gram (W *m pattern D j)).
Proof.
move=> alpha0 ends encW j; apply: enclosureP => [|x]; first exact: gram_symmetric.
have /andP[low upp] := enclosure_form x encW; rewrite form_gram in low upp.
have scaledE : sqn (x *m (W *m pattern D j)) = \sum_i D i j ^+ 2 * (x *m W) 0 i ^+ 2.
  rewrite mulmxA /sqn big_ord1; apply: eq_bigr => i _.
  by rewrite /pattern mul_mx_diag 3!mxE exprMn mulrC mxE.
have plainE : sqn (x *m W) = \sum_i (x *m W) 0 i ^+ 2 by rewrite /sqn big_ord1.
rewrite form_gram scaledE; apply/andP; split.
  rewrite -mulrA; apply: (@le_trans _ _ (alpha ^+ 2 * sqn (x *m W))); first by rewrite ler_wpmul2l ?sqr_ge0.
  rewrite plainE mulr_sumr; apply: ler_sum => i _; rewrite ler_wpmul2r ?sqr_ge0 //.
  have /andP[le _] := ends i j; rewrite ler_pexpn2r // nnegrE //; exact: le_trans le.
apply: le_trans upp; rewrite plainE; apply: ler_sum => i _; rewrite -[X in _ <= X]mul1r.
have /andP[le le1] := ends i j; rewrite ler_wpmul2r ?sqr_ge0 // expr_le1 //.
exact: le_trans le.
Qed.

End Product.
End SchurRules.
