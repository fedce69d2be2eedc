(* The inference rules of the Swift kernel that linear.weyl uses, one lemma for each. The judgement lo I ⪯ M ⪯ hi I   *)
(* is `enclosure lo hi M`. [HJ]: Horn, Johnson, Matrix Analysis and Topics in Matrix Analysis.                        *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Frobenius Loewner Kronecker.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Rules.
Variable R : realFieldType.

(* AAᵀ *)
Definition gram m n (A : 'M[R]_(m, n)) : 'M_m := A *m A^T.

(* CᵀMC *)
Definition congruence m n (C : 'M[R]_(m, n)) (M : 'M_m) : 'M_n := C^T *m M *m C.

Definition spectrum n (M : 'M[R]_n) mu : Prop := eigenvalue M mu.

(* κ ≤ r for a positive semidefinite matrix given by its eigenvalues: any one over any nonzero one is at most r (the  *)
(* pseudo condition number).                                                                                          *)
Definition condition_bound (spectrum : R -> Prop) r := forall mu nu,
  spectrum mu -> spectrum nu -> nu != 0 -> mu / nu <= r.

Lemma gram_tr m n (A : 'M[R]_(m, n)) : gram A^T = A^T *m A.
Proof. by rewrite /gram trmxK. Qed.

Lemma gram_symmetric m n (A : 'M[R]_(m, n)) : (gram A)^T = gram A.
Proof. by rewrite trmx_mul trmxK. Qed.

Lemma gram_psd m n (A : 'M[R]_(m, n)) : loewner 0 (gram A).
Proof. by move=> x; rewrite form_gram form0 sqn_ge0. Qed.

(* ⟹ σ_row²(A) I ⪯ AAᵀ ⪯ σ_max²(A) I                                                                                  *)
(* Source: definition of the singular values. For AᵀA take Aᵀ: σ_row(Aᵀ) = σ_col(A), σ_max(Aᵀ) = σ_max(A).            *)
Lemma rule_gram m n (A : 'M[R]_(m, n)) lo hi :
  below_sigma_row A lo -> above_sigma_max A hi -> enclosure lo hi (gram A).
Proof.
move=> [_ lower] /above_sigma_max_tr[_ upper].
apply: enclosureP => [|x]; first exact: gram_symmetric.
by rewrite form_gram lower -sqn_tr trmx_mul -(sqn_tr x) upper.
Qed.

(* a I ⪯ A ⪯ ā I, b I ⪯ B ⪯ b̄ I ⟹ ab I ⪯ A ⊗ B ⪯ āb̄ I                                                                *)
(* Side conditions: a, b ≥ 0. Source: [HJ] Topics 4.2.12.                                                             *)
Lemma rule_kronecker m n (A : 'M[R]_m) (B : 'M[R]_n) a a' b b' :
  0 <= a -> 0 <= b -> enclosure a a' A -> enclosure b b' B ->
  enclosure (a * b) (a' * b') (kron A B).
Proof.
move=> a0 b0 encA encB; have [/eqP mn0|] := posnP (m * n).
  by apply: enclosure_empty; apply/eqP.
rewrite muln_gt0 => /andP[m_gt0 n_gt0].
have b'0 : 0 <= b' by rewrite (le_trans b0) // (enclosure_le n_gt0 encB).
have [symA _ _] := encA; have [symB lowerB upperB] := encB.
have psdA := enclosure_psd a0 encA.
apply: enclosureP => [|x]; first by rewrite kron_tr symA symB.
have := kron_monotone symA psdA upperB x; rewrite form_kron_scalar => upper.
have := kron_monotone symA psdA lowerB x; rewrite form_kron_scalar => lower.
have /andP[] := enclosure_form (vec_mx x)^T encA; rewrite sqn_vec_mx => lowerA upperA.
rewrite (le_trans _ lower) ?(le_trans upper) //.
  by rewrite [a' * _]mulrC -mulrA ler_wpmul2l.
by rewrite [a * _]mulrC -mulrA ler_wpmul2l.
Qed.

(* a_l I ⪯ M_l ⪯ ā_l I for every l ⟹ (Σ_l a_l) I ⪯ Σ_l M_l ⪯ (Σ_l ā_l) I                                              *)
(* Source: Weyl, [HJ] 4.3.1.                                                                                          *)
Lemma rule_weyl_sum n (I : finType) (M : I -> 'M[R]_n) a a' :
  (forall l, enclosure (a l) (a' l) (M l)) ->
  enclosure (\sum_l a l) (\sum_l a' l) (\sum_l M l).
Proof.
move=> enc; apply: enclosureP => [|x].
  by rewrite raddf_sum; apply: eq_bigr => l _; case: (enc l).
rewrite form_sum !mulr_suml.
by apply/andP; split; apply: ler_sum => l _; case/andP: (enclosure_form x (enc l)).
Qed.

(* λ_min(SSᵀ) > 0: S is nonsingular. *)
Lemma gram_unit n (S : 'M[R]_n) s : 0 < s -> below_lambda_min (gram S) s -> S \in unitmx.
Proof.
move=> s_gt0 lower; rewrite -row_free_unit -kermx_eq0; apply/eqP/row_matrixP => i; rewrite row0; apply/eqP.
have := lower (row i (kermx S)).
rewrite form_scalar form_gram -row_mul mulmx_ker row0 sqn0 pmulr_rle0 // => le0.
by rewrite -sqn_eq0 eq_le le0 sqn_ge0.
Qed.

(* s I ⪯ SSᵀ ⪯ s̄ I ⟹ s I ⪯ SᵀS ⪯ s̄ I for a square S: they have one spectrum. *)
Lemma enclosure_gram_tr n (S : 'M[R]_n) lo hi :
  enclosure lo hi (gram S) -> enclosure lo hi (gram S^T).
Proof.
move=> enc; have [n0|n_gt0] := posnP n; first exact: enclosure_empty.
have hi0 : 0 <= hi.
  apply: (enclosure_le n_gt0 (M := gram S)); case: enc => symmetric _ upper; split=> //.
  by move=> x; rewrite form_scalar mul0r psd_form //; exact: gram_psd.
have ends v : lo * sqn v <= sqn (v *m S) <= hi * sqn v.
  by have := enclosure_form v enc; rewrite form_gram.
have /above_sigma_max_tr[_ upper] : above_sigma_max S^T hi.
  by split=> // v; rewrite -sqn_tr trmx_mul trmxK -(sqn_tr v); case/andP: (ends _ v^T).
apply: enclosureP => [|x]; first exact: gram_symmetric.
rewrite form_gram -[sqn (x *m _)]sqn_tr trmx_mul -(sqn_tr x) upper andbT trmxK.
have [lo_gt0|lo_le0] := ltP 0 lo; last first.
  by apply: le_trans (sqn_ge0 _); rewrite mulr_le0_ge0 ?sqn_ge0.
have unitS : S \in unitmx by case: enc => _ lower _; exact: gram_unit lo_gt0 lower.
have /above_sigma_max_tr[_ inverse] : above_sigma_max (invmx S)^T lo^-1.
  split=> [|v]; first by rewrite invr_ge0 ltW.
  rewrite -sqn_tr trmx_mul trmxK -(ler_pmul2l lo_gt0) mulrA divff ?gt_eqF // mul1r -(sqn_tr v).
  by have /andP[] := ends _ (v^T *m invmx S); rewrite mulmxKV.
have := inverse (S *m x^T); rewrite trmxK mulKmx //.
by rewrite -(ler_pmul2l lo_gt0) mulrA divff ?gt_eqF // mul1r.
Qed.

(* Congruence by any square C *)
Lemma congruence_enclosure n (C M : 'M[R]_n) s s' a a' :
  0 <= a -> enclosure s s' (gram C) -> enclosure a a' M ->
  enclosure (s * a) (s' * a') (congruence C M).
Proof.
move=> a0 /enclosure_gram_tr encC encM.
have [n0|n_gt0] := posnP n; first exact: enclosure_empty.
have a'0 : 0 <= a' by rewrite (le_trans a0) // (enclosure_le n_gt0 encM).
have [symM _ _] := encM.
apply: enclosureP => [|x]; first by rewrite !trmx_mul trmxK symM mulmxA.
have /andP[lowerM upperM] := enclosure_form (x *m C^T) encM.
have /andP[] := enclosure_form x encC; rewrite form_gram => lowerC upperC.
rewrite form_congruence (le_trans _ lowerM) ?(le_trans upperM) //.
  by rewrite [s' * _]mulrC -mulrA ler_wpmul2l.
by rewrite [s * _]mulrC -mulrA ler_wpmul2l.
Qed.

(* a I ⪯ M ⪯ ā I, s I ⪯ Σ ⪯ s̄ I, Σ = SSᵀ ⟹ sa I ⪯ (I ⊗ S)ᵀ M (I ⊗ S) ⪯ s̄ā I                                          *)
(* Side conditions: a ≥ 0, S square. Source: Ostrowski, [HJ] 4.5.9.                                                   *)
Lemma rule_congruence k d (S : 'M[R]_d) (M : 'M[R]_(k * d)) s s' a a' :
  0 <= a -> below_lambda_min (gram S) s -> above_lambda_max (gram S) s' -> enclosure a a' M ->
  enclosure (s * a) (s' * a') (congruence (kron 1%:M S) M).
Proof.
move=> a0 lower upper; apply: congruence_enclosure => //.
have sym1 := trmx1 R k.
have psd1 : loewner (0 : 'M[R]_k) 1%:M by rewrite -[1%:M]mulmx1 -{2}sym1; exact: gram_psd.
apply: enclosureP => [|x]; first exact: gram_symmetric.
have -> : gram (kron (1%:M : 'M_k) S) = kron 1%:M (gram S).
  by rewrite /gram kron_tr kron_mul sym1 mulmx1.
have := kron_monotone sym1 psd1 upper x; have := kron_monotone sym1 psd1 lower x.
by rewrite 2!form_kron_scalar form_scalar mul1r sqn_vec_mx => -> ->.
Qed.

(* (I ⊗ S)ᵀ (Σ_l A_l ⊗ Q_lᵀQ_l) (I ⊗ S) = Σ_l A_l ⊗ (Q_lS)ᵀ(Q_lS)                                                     *)
(* Source: [HJ] Topics 4.2.10.                                                                                        *)
Lemma rule_mixed_product k d s (I : finType) (A : I -> 'M[R]_k) (q : I -> nat)
    (Q : forall l, 'M[R]_(q l, d)) (S : 'M[R]_(d, s)) :
  congruence (kron 1%:M S) (\sum_l kron (A l) (gram (Q l)^T))
  = \sum_l kron (A l) (gram (Q l *m S)^T).
Proof.
rewrite /congruence kron_tr mulmx_sumr mulmx_suml; apply: eq_bigr => l _.
by rewrite !kron_mul trmx1 mul1mx mulmx1 !gram_tr trmx_mul !mulmxA.
Qed.

(* Eigenvalues lie between the ends. *)
Lemma enclosure_spectrum n (M : 'M[R]_n) lo hi mu :
  enclosure lo hi M -> spectrum M mu -> lo <= mu <= hi.
Proof.
move=> enc /eigenvalueP[v eig v0]; have := enclosure_form v enc.
by rewrite /form eig innerZl -sqnE !ler_pmul2r ?sqn_gt0.
Qed.

(* Nonzero eigenvalues in [lo, hi], lo > 0 ⟹ κ ≤ hi/lo *)
Lemma quotient_ends (spectrum : R -> Prop) lo hi : 0 < lo ->
  (forall mu, mu != 0 -> spectrum mu -> lo <= mu <= hi) -> condition_bound spectrum (hi / lo).
Proof.
move=> lo_gt0 ends mu nu spec_mu spec_nu nu0; have /andP[lo_nu nu_hi] := ends nu nu0 spec_nu.
have nu_gt0 := lt_le_trans lo_gt0 lo_nu; have hi_gt0 := lt_le_trans nu_gt0 nu_hi.
have [->|mu0] := eqVneq mu 0; first by rewrite mul0r divr_ge0 ?ltW.
have /andP[lo_mu mu_hi] := ends mu mu0 spec_mu.
apply: ler_pmul => //; last by rewrite lef_pinv ?posrE.
  by rewrite ltW // (lt_le_trans lo_gt0).
by rewrite invr_ge0 ltW.
Qed.

(* lo I ⪯ M ⪯ hi I ⟹ κ(M) ≤ hi/lo                                                                                     *)
(* Side condition: lo > 0. Source: definition of κ.                                                                   *)
Lemma rule_quotient n (M : 'M[R]_n) lo hi :
  0 < lo -> enclosure lo hi M -> condition_bound (spectrum M) (hi / lo).
Proof. by move=> lo_gt0 enc; apply: quotient_ends => // mu _; exact: enclosure_spectrum. Qed.

(* A positive lower end fixes the rank. *)
Lemma enclosure_unit n (M : 'M[R]_n) lo hi : 0 < lo -> enclosure lo hi M -> M \in unitmx.
Proof.
move=> lo_gt0 enc; rewrite -row_free_unit -kermx_eq0; apply/eqP/row_matrixP => i.
have /andP[] := enclosure_form (row i (kermx M)) enc.
rewrite row0 /form -row_mul mulmx_ker row0 inner0l pmulr_rle0 // => le0 _.
by apply/eqP; rewrite -sqn_eq0 eq_le le0 sqn_ge0.
Qed.

(* (cx)/(ey) = (c/e)(x/y) *)
Lemma rule_factors (c x e y : R) : (c * x) / (e * y) = (c / e) * (x / y).
Proof. by rewrite mulf_div. Qed.

End Rules.
