(* The rules of the Swift kernel whose judgement is N ⪯ M ⪯ N' between matrices (`between N N' M`), and how it gives  *)
(* ends for eigenvalues. [HJ]: Horn, Johnson, Matrix Analysis and Topics in Matrix Analysis.                          *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Frobenius Loewner Kronecker Rules.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section LoewnerRules.
Variable R : realFieldType.

Lemma gram_semidefinite m n (A : 'M[R]_(m, n)) : semidefinite (gram A).
Proof. by split; [exact: gram_symmetric|exact: gram_psd]. Qed.

Lemma psd1 n : loewner (0 : 'M[R]_n) 1%:M.
Proof. by move=> x; rewrite form0 form_scalar mul1r sqn_ge0. Qed.

Lemma loewner_sub n (M N : 'M[R]_n) : loewner 0 (N - M) -> loewner M N.
Proof. by move=> psd x; have := psd x; rewrite form0 formB subr_ge0. Qed.

Lemma sub_loewner n (M N : 'M[R]_n) : loewner M N -> loewner 0 (N - M).
Proof. by move=> le x; rewrite form0 formB subr_ge0. Qed.

Lemma kron_scalar_left m n c (B : 'M[R]_n) : kron (c%:M : 'M[R]_m) B = c *: kron 1%:M B.
Proof. by rewrite -scalemx1 kronZl. Qed.

Lemma kron_scalar_right m n c (A : 'M[R]_m) : kron A (c%:M : 'M[R]_n) = c *: kron A 1%:M.
Proof. by rewrite -scalemx1 kronZr. Qed.

(* a I ⪯ A ⪯ ā I ⟹ a (I ⊗ B) ⪯ A ⊗ B ⪯ ā (I ⊗ B)                                                                     *)
(* Side condition: B ⪰ 0. Source: [HJ] Topics 4.2.12.                                                                 *)
Lemma rule_kronecker_monotone m n (A : 'M[R]_m) (B : 'M[R]_n) a a' :
  enclosure a a' A -> semidefinite B ->
  between (a *: kron 1%:M B) (a' *: kron 1%:M B) (kron A B).
Proof.
move=> [symA lower upper] [symB psdB]; rewrite -2!kron_scalar_left.
by split; [rewrite kron_tr symA symB|exact: kron_monotone_left|exact: kron_monotone_left].
Qed.

(* b I ⪯ B ⪯ b̄ I ⟹ b (A ⊗ I) ⪯ A ⊗ B ⪯ b̄ (A ⊗ I)                                                                     *)
(* Side condition: A ⪰ 0.                                                                                             *)
Lemma rule_kronecker_monotone_mirrored m n (A : 'M[R]_m) (B : 'M[R]_n) b b' :
  semidefinite A -> enclosure b b' B ->
  between (b *: kron A 1%:M) (b' *: kron A 1%:M) (kron A B).
Proof.
move=> [symA psdA] [symB lower upper]; rewrite -2!kron_scalar_right.
by split; [rewrite kron_tr symA symB|exact: kron_monotone|exact: kron_monotone].
Qed.

Lemma scalar_kron_right m n s : (s%:M : 'M[R]_(m * n)) = kron 1%:M s%:M.
Proof. by rewrite kron_scalar_right kron1 scalemx1. Qed.

Lemma scalar_kron_left m n s : (s%:M : 'M[R]_(m * n)) = kron s%:M 1%:M.
Proof. by rewrite kron_scalar_left kron1 scalemx1. Qed.

(* b A ⊗ I + a I ⊗ B − ab I *)
Definition corner m n (A : 'M[R]_m) (B : 'M[R]_n) a b : 'M[R]_(m * n) :=
  kron_sum (b *: A) (a *: B) - (a * b)%:M.

Lemma kron_corner m n (A : 'M[R]_m) (B : 'M[R]_n) a b :
  kron (A - a%:M) (B - b%:M) = kron A B - corner A B a b.
Proof.
have -> : kron (A - a%:M) (B - b%:M)
    = kron A B - b *: kron A 1%:M - (a *: kron 1%:M B - (a * b) *: kron 1%:M 1%:M).
  rewrite kronDl !kronDr !kronNl !kronNr opprK (kron_scalar_right n b A) (kron_scalar_left m a B).
  rewrite (kron_scalar_left m a) (kron_scalar_right n b) scalerA; congr (_ + _).
  by rewrite opprB addrC.
by rewrite kron1 scalemx1 /corner /kron_sum kronZl kronZr !opprD !opprK !addrA.
Qed.

Lemma kron_semidefinite m n (A : 'M[R]_m) (B : 'M[R]_n) :
  semidefinite A -> loewner 0 B -> loewner 0 (kron A B).
Proof. by case=> symA psdA psdB; rewrite -(kron0r n n A); exact: kron_monotone. Qed.

Lemma scalar_gap m (A : 'M[R]_m) a a' : enclosure a a' A ->
  semidefinite (A - a%:M) /\ semidefinite (a'%:M - A).
Proof.
case=> symA lower upper; split; split; try exact: sub_loewner.
  by rewrite linearB /= tr_scalar_mx symA.
by rewrite linearB /= tr_scalar_mx symA.
Qed.

(* a I ⪯ A ⪯ ā I, b I ⪯ B ⪯ b̄ I                                                                                      *)
(* ⟹ b A ⊗ I + a I ⊗ B − ab I ⪯ A ⊗ B ⪯ b A ⊗ I + ā I ⊗ B − āb I                                                    *)
(* Source: (A − aI) ⊗ (B − bI) ⪰ 0, (āI − A) ⊗ (B − bI) ⪰ 0, McCormick 1976.                                          *)
Lemma rule_mccormick m n (A : 'M[R]_m) (B : 'M[R]_n) a a' b b' :
  enclosure a a' A -> enclosure b b' B -> between (corner A B a b) (corner A B a' b) (kron A B).
Proof.
move=> encA encB; have [semiA semiA'] := scalar_gap encA; have [[_ psdB] _] := scalar_gap encB.
have [symA _ _] := encA; have [symB _ _] := encB; split; first by rewrite kron_tr symA symB.
  by apply: loewner_sub; rewrite -kron_corner; exact: kron_semidefinite.
apply: loewner_sub; rewrite -opprB -kron_corner -kronNl opprB; exact: kron_semidefinite.
Qed.

(* The same with (A − aI) ⊗ (b̄I − B) ⪰ 0 above *)
Lemma rule_mccormick_mirrored m n (A : 'M[R]_m) (B : 'M[R]_n) a a' b b' :
  enclosure a a' A -> enclosure b b' B -> between (corner A B a b) (corner A B a b') (kron A B).
Proof.
move=> encA encB; have [semiA _] := scalar_gap encA; have [[_ psdB] [_ psdB']] := scalar_gap encB.
have [symA _ _] := encA; have [symB _ _] := encB; split; first by rewrite kron_tr symA symB.
  by apply: loewner_sub; rewrite -kron_corner; exact: kron_semidefinite.
apply: loewner_sub; rewrite -opprB -kron_corner -kronNr opprB; exact: kron_semidefinite.
Qed.

(* N_l ⪯ M_l ⪯ N'_l for every l ⟹ Σ_l N_l ⪯ Σ_l M_l ⪯ Σ_l N'_l                                                       *)
(* Source: [HJ] 7.7.2.                                                                                                *)
Lemma rule_loewner_sum n (I : finType) (M N N' : I -> 'M[R]_n) :
  (forall l, between (N l) (N' l) (M l)) -> between (\sum_l N l) (\sum_l N' l) (\sum_l M l).
Proof.
move=> ends; split=> [|x|x]; rewrite ?form_sum.
- by rewrite raddf_sum; apply: eq_bigr => l _; case: (ends l).
- by apply: ler_sum => l _; case: (ends l).
by apply: ler_sum => l _; case: (ends l).
Qed.

(* N ⪯ M ⪯ N' ⟹ λ_min(N) I ⪯ M ⪯ λ_max(N') I                                                                         *)
(* Source: Weyl, [HJ] 4.3.3.                                                                                          *)
Lemma rule_monotonicity n (M N N' : 'M[R]_n) lo hi :
  between N N' M -> below_lambda_min N lo -> above_lambda_max N' hi -> enclosure lo hi M.
Proof.
case=> symmetric lower upper le_lo le_hi; split=> // x.
  by apply: le_trans (lower x); exact: le_lo.
by apply: le_trans (upper x) _; exact: le_hi.
Qed.

(* Σ_l c_l (I ⊗ B_l) = I ⊗ Σ_l c_l B_l                                                                                *)
(* Source: ⊗ is bilinear.                                                                                             *)
Lemma rule_sum_inside_kronecker m n (I : finType) (c : I -> R) (B : I -> 'M[R]_n) :
  \sum_l c l *: kron (1%:M : 'M[R]_m) (B l) = kron 1%:M (\sum_l c l *: B l).
Proof. by rewrite kron_sumr; apply: eq_bigr => l _; rewrite kronZr. Qed.

Lemma rule_sum_inside_kronecker_mirrored m n (I : finType) (c : I -> R) (A : I -> 'M[R]_m) :
  \sum_l c l *: kron (A l) (1%:M : 'M[R]_n) = kron (\sum_l c l *: A l) 1%:M.
Proof. by rewrite kron_suml; apply: eq_bigr => l _; rewrite kronZl. Qed.

(* Σ_l (A_l ⊗ I + I ⊗ B_l − c_l I) = (Σ_l A_l) ⊗ I + I ⊗ (Σ_l B_l) − (Σ_l c_l) I                                      *)
(* Source: ⊗ is bilinear.                                                                                             *)
Lemma rule_sum_inside_kronecker_sum m n (I : finType) (c : I -> R) (A : I -> 'M[R]_m) (B : I -> 'M[R]_n) :
  \sum_l (kron_sum (A l) (B l) - (c l)%:M)
  = kron_sum (\sum_l A l) (\sum_l B l) - (\sum_l c l)%:M.
Proof.
by rewrite sumrB /kron_sum big_split /= -kron_suml -kron_sumr -raddf_sum.
Qed.

Lemma between_eq n (M N N' P P' : 'M[R]_n) : between N N' M -> N = P -> N' = P' -> between P P' M.
Proof. by move=> ? <- <-. Qed.

Lemma enclosure_eq n (M M' : 'M[R]_n) lo hi : enclosure lo hi M -> M = M' -> enclosure lo hi M'.
Proof. by move=> ? <-. Qed.

(* λ(I ⊗ N) = λ(N), λ(A ⊗ I + I ⊗ B) = λ_i(A) + λ_j(B), λ(M − cI) = λ(M) − c, λ_min(AAᵀ) = σ_row²(A): each says that   *)
(* ends for the small matrices are ends for the large one. Source: [HJ] Topics 4.4.5.                                 *)
Lemma rule_spectrum_kron_left m n (B : 'M[R]_n) s :
  below_lambda_min B s -> below_lambda_min (kron (1%:M : 'M[R]_m) B) s.
Proof.
move=> lower; rewrite /below_lambda_min (scalar_kron_right m n).
by apply: kron_monotone => //; [exact: trmx1|exact: psd1].
Qed.

Lemma rule_spectrum_kron_left_above m n (B : 'M[R]_n) s :
  above_lambda_max B s -> above_lambda_max (kron (1%:M : 'M[R]_m) B) s.
Proof.
move=> upper; rewrite /above_lambda_max (scalar_kron_right m n).
by apply: kron_monotone => //; [exact: trmx1|exact: psd1].
Qed.

Lemma rule_spectrum_kron_right m n (A : 'M[R]_m) s :
  below_lambda_min A s -> below_lambda_min (kron A (1%:M : 'M[R]_n)) s.
Proof.
move=> lower; rewrite /below_lambda_min (scalar_kron_left m n).
by apply: kron_monotone_left => //; [exact: trmx1|exact: psd1].
Qed.

Lemma rule_spectrum_kron_right_above m n (A : 'M[R]_m) s :
  above_lambda_max A s -> above_lambda_max (kron A (1%:M : 'M[R]_n)) s.
Proof.
move=> upper; rewrite /above_lambda_max (scalar_kron_left m n).
by apply: kron_monotone_left => //; [exact: trmx1|exact: psd1].
Qed.

Lemma rule_spectrum_kron_sum m n (A : 'M[R]_m) (B : 'M[R]_n) s t :
  below_lambda_min A s -> below_lambda_min B t -> below_lambda_min (kron_sum A B) (s + t).
Proof.
move=> lowA lowB x; rewrite formD form_scalar mulrDl -!form_scalar ler_add //.
  exact: rule_spectrum_kron_right.
exact: rule_spectrum_kron_left.
Qed.

Lemma rule_spectrum_kron_sum_above m n (A : 'M[R]_m) (B : 'M[R]_n) s t :
  above_lambda_max A s -> above_lambda_max B t -> above_lambda_max (kron_sum A B) (s + t).
Proof.
move=> uppA uppB x; rewrite formD form_scalar mulrDl -!form_scalar ler_add //.
  exact: rule_spectrum_kron_right_above.
exact: rule_spectrum_kron_left_above.
Qed.

Lemma rule_spectrum_shifted n (M : 'M[R]_n) s c :
  below_lambda_min M s -> below_lambda_min (M - c%:M) (s - c).
Proof. by move=> lower x; rewrite raddfB !formB ler_add2r; exact: lower. Qed.

Lemma rule_spectrum_shifted_above n (M : 'M[R]_n) s c :
  above_lambda_max M s -> above_lambda_max (M - c%:M) (s - c).
Proof. by move=> upper x; rewrite raddfB !formB ler_add2r; exact: upper. Qed.

Lemma rule_spectrum_gram m n (A : 'M[R]_(m, n)) s :
  below_sigma_row A s -> below_lambda_min (gram A) s.
Proof. by case=> _ lower x; rewrite form_gram form_scalar. Qed.

Lemma rule_spectrum_gram_above m n (A : 'M[R]_(m, n)) s :
  above_sigma_max A s -> above_lambda_max (gram A) s.
Proof.
case/above_sigma_max_tr => _ upper x.
by rewrite form_gram form_scalar -sqn_tr trmx_mul -(sqn_tr x).
Qed.

(* a I ⪯ M ⪯ ā I, b I ⪯ M ⪯ b̄ I ⟹ max(a, b) I ⪯ M ⪯ min(ā, b̄) I                                                     *)
(* Source: order.                                                                                                     *)
Lemma rule_intersection n (M : 'M[R]_n) a a' b b' :
  enclosure a a' M -> enclosure b b' M -> enclosure (Num.max a b) (Num.min a' b') M.
Proof.
move=> /[dup] -[symmetric _ _] encA encB; apply: enclosureP => // x.
by rewrite maxEle minEle; case: ifP => _; case: ifP => _; apply/andP; split;
  do ?[by case/andP: (enclosure_form x encA)|by case/andP: (enclosure_form x encB)].
Qed.

(* Any wider ends are ends too. *)
Lemma enclosure_weakening n (M : 'M[R]_n) lo hi lo' hi' :
  enclosure lo hi M -> lo' <= lo -> hi <= hi' -> enclosure lo' hi' M.
Proof.
move=> /[dup] -[symmetric _ _] enc le_lo le_hi; apply: enclosureP => // x.
case/andP: (enclosure_form x enc) => lower upper; apply/andP; split.
  by apply: le_trans lower; rewrite ler_wpmul2r ?sqn_ge0.
by apply: (le_trans upper); rewrite ler_wpmul2r ?sqn_ge0.
Qed.

End LoewnerRules.

Print Assumptions enclosure_weakening.
