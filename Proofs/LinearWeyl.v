(* linear.weyl: κ ≤ κ(Σ) · Σ_l σ_max²(P_l)σ_max²(Q_l) / Σ_l σ_row²(P_l)σ_col²(Q_l), for deep linear networks of any   *)
(* depth and any widths. Zhao, Singh, Lucchi, NeurIPS 2024, Lemma 2.                                                  *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Frobenius Loewner Kronecker Rules Network.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section LinearWeyl.
Variables (R : realFieldType) (d k : nat) (N : network R d k) (S : 'M[R]_d).

(* Valid ends for Σ = SSᵀ and for the singular values of P_l and Q_l *)
Variables (lambda_min lambda_max : R) (row_P max_P col_Q max_Q : layers N -> R).
Hypothesis Sigma_ends : enclosure lambda_min lambda_max (gram S).
Hypothesis row_P_ends : forall l, below_sigma_row (after l) (row_P l).
Hypothesis max_P_ends : forall l, above_sigma_max (after l) (max_P l).
Hypothesis col_Q_ends : forall l, below_sigma_col (before l) (col_Q l).
Hypothesis max_Q_ends : forall l, above_sigma_max (before l) (max_Q l).

Let low := \sum_l row_P l * col_Q l.
Let high := \sum_l max_P l * max_Q l.

(* The derivation, rule by rule *)
Theorem linear_weyl_enclosure :
  enclosure (lambda_min * low) (lambda_max * high) (gauss_newton_small S N).
Proof.
have low0 : 0 <= low.
  by apply: sumr_ge0 => l _; rewrite mulr_ge0 //; [case: (row_P_ends l)|case: (col_Q_ends l)].
have P_ends l : enclosure (row_P l) (max_P l) (gram (after l)) by exact: rule_gram.
have Q_ends l : enclosure (col_Q l) (max_Q l) (gram (before l)^T).
  by apply: rule_gram; [exact: below_sigma_row_tr|exact: above_sigma_max_tr].
have PQ_ends l := rule_kronecker (proj1 (row_P_ends l)) (proj1 (col_Q_ends l)) (P_ends l) (Q_ends l).
have sum_ends := rule_weyl_sum PQ_ends; rewrite -/low -/high in sum_ends.
clearbody low high; have := rule_congruence low0 Sigma_ends sum_ends.
by rewrite (rule_mixed_product (fun l => gram (after l)) (@before _ _ _ N)).
Qed.

(* Every eigenvalue of Ĝ lies between the ends. *)
Theorem linear_weyl_eigenvalue mu :
  spectrum (gauss_newton_small S N) mu -> lambda_min * low <= mu <= lambda_max * high.
Proof. exact: enclosure_spectrum linear_weyl_enclosure. Qed.

(* κ(Ĝ) is at most the bound. *)
Theorem linear_weyl : 0 < lambda_min * low ->
  condition_bound (spectrum (gauss_newton_small S N)) (lambda_max / lambda_min * (high / low)).
Proof.
by move=> low_gt0; rewrite -rule_factors; exact: rule_quotient linear_weyl_enclosure.
Qed.

Theorem linear_weyl_full_rank : 0 < lambda_min * low -> gauss_newton_small S N \in unitmx.
Proof. by move/enclosure_unit; apply; exact: linear_weyl_enclosure. Qed.

(* The same for G = (1/n) JᵀJ itself, of n samples with XXᵀ/n = Σ *)
Variables (n : nat) (X : 'M[R]_(d, n)).
Hypothesis second_moment : n%:R^-1 *: gram X = gram S.

Theorem linear_weyl_gauss_newton_eigenvalue mu : mu != 0 ->
  gauss_newton_spectrum X N mu -> lambda_min * low <= mu <= lambda_max * high.
Proof.
move=> mu0 /(gauss_newton_same_spectrum N second_moment mu0).
exact: linear_weyl_eigenvalue.
Qed.

Theorem linear_weyl_gauss_newton : 0 < lambda_min * low ->
  condition_bound (gauss_newton_spectrum X N) (lambda_max / lambda_min * (high / low)).
Proof.
move=> low_gt0; rewrite -rule_factors; apply: quotient_ends => // mu.
exact: linear_weyl_gauss_newton_eigenvalue.
Qed.

End LinearWeyl.

(* Negative control: without κ(Σ) it is false. One layer, k = 1, Σ = diag(4, 1): 4 > 1. *)
Theorem linear_weyl_needs_data (R : realFieldType) :
  exists (N : network R 2 1) (S : 'M[R]_2) (lambda_min lambda_max : R)
    (row_P max_P col_Q max_Q : layers N -> R),
  [/\ enclosure lambda_min lambda_max (gram S),
      forall l, below_sigma_row (after l) (row_P l) /\ above_sigma_max (after l) (max_P l),
      forall l, below_sigma_col (before l) (col_Q l) /\ above_sigma_max (before l) (max_Q l),
      0 < lambda_min * \sum_l row_P l * col_Q l
    & ~ condition_bound (spectrum (gauss_newton_small S N))
          ((\sum_l max_P l * max_Q l) / (\sum_l row_P l * col_Q l))].
Proof.
pose D : 'rV[R]_2 := \row_i (if i == 0 then 2%:R else 1); pose S := diag_mx D.
pose N : network R 2 1 := Layer (Input R 2) 0.
have one_layer (F : layers N -> R) : \sum_l F l = F None.
  by rewrite big_layers big1 ?addr0 // => -[].
have gramS : gram S = diag_mx (\row_i D 0 i ^+ 2).
  by rewrite /gram tr_diag_mx mulmx_diag; apply/matrixP => i j; rewrite !mxE.
have row1 m : below_sigma_row (1%:M : 'M[R]_m) 1 by split=> // v; rewrite mul1r mulmx1.
have col1 m : below_sigma_col (1%:M : 'M[R]_m) 1 by split=> // v; rewrite mul1r mul1mx.
have max1 m : above_sigma_max (1%:M : 'M[R]_m) 1 by split=> // v; rewrite mul1r mul1mx.
have ends i : 1 <= D 0 i ^+ 2 <= 4%:R.
  rewrite mxE; case: eqP => _; last by rewrite expr1n lexx ler1n.
  by rewrite -natrX ler1n lexx.
exists N, S, 1, 4%:R, (fun=> 1), (fun=> 1), (fun=> 1), (fun=> 1); split.
- apply: enclosureP => [|x]; first exact: gram_symmetric.
  have -> : form (gram S) x = \sum_j D 0 j ^+ 2 * x 0 j ^+ 2.
    rewrite gramS /form innerE big_ord1; apply: eq_bigr => j _.
    by rewrite mul_mx_diag mxE mxE mulrAC -expr2 mulrC.
  rewrite /sqn !big_ord1 !mulr_sumr.
  by apply/andP; split; apply: ler_sum => j _; rewrite ler_wpmul2r ?sqr_ge0 //; case/andP: (ends j).
- by case=> [[]|]; split; [exact: row1|exact: max1].
- by case=> [[]|]; split; [exact: col1|exact: max1].
- by rewrite one_layer /= !mulr1 ltr01.
rewrite !one_layer /= mulr1 divr1 => bound.
have eigen i : spectrum (gauss_newton_small S N) (D 0 i ^+ 2).
  apply/eigenvalueP; exists (mxvec (delta_mx 0 i)); last first.
    rewrite mxvec_eq0; apply/eqP => /matrixP/(_ 0 i)/eqP.
    by rewrite !mxE !eqxx oner_eq0.
  rewrite /gauss_newton_small big_layers big1 ?addr0 => [|[]] //.
  rewrite /= mxvec_kron gram_symmetric /gram trmx1 !mul1mx trmxK.
  have -> : S^T *m S = gram S by rewrite /gram !tr_diag_mx.
  by rewrite -linearZ /= gramS -rowE row_diag_mx mxE.
have := bound _ _ (eigen 0) (eigen 1).
rewrite !mxE /= expr1n oner_eq0 divr1 -natrX => /(_ isT); by rewrite lern1.
Qed.

Print Assumptions derivativeE.
Print Assumptions jacobian_adjoint.
Print Assumptions gauss_newton_same_spectrum.
Print Assumptions linear_weyl.
Print Assumptions linear_weyl_full_rank.
Print Assumptions linear_weyl_gauss_newton.
Print Assumptions linear_weyl_needs_data.
