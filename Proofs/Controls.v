(* Negative controls: statements that are false on purpose, refuted. *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Frobenius Loewner Kronecker Rules Network Convolution ConvolutionRules GaussLemma
  CoprimeKernels SingleChannels ConvolutionRank.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

(* linear.weyl without κ(Σ) is false. One layer, k = 1, Σ = diag(4, 1): 4 > 1. *)
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

(* conv.rank without coprime kernels is false. Two layers of the same kernel (1 1): less than 3. *)
Theorem conv_rank_needs_coprime_kernels (R : realFieldType) :
  exists Net : convolution R 1 1,
  [/\ (0 < #|layers (plain Net)|)%N, single_channels (plain Net), forall l : layers (plain Net), weight l != 0
    & \rank (congruence (kron (1%:M : 'M_1) 1%:M) (\sum_(l : layers (plain Net)) gram (kernel_map l)))%R
      <> (\sum_(l : layers (plain Net)) (kernel_size l - 1) + 1)%N].
Proof.
pose w : 'M[R]_(1, 1 * (2 * 1)) := const_mx 1; pose Net := Convolve (Convolve (Image (d := 1)) w) w.
have tap1 (p : 'I_2) (q : 'I_1) : tap w 0 0 p q = 1 by rewrite tapE mxE.
have wE : polynomials w 0 0 = 1 + 'X.
  apply: poly2P => p q; rewrite polynomialsE coefD coefC coefX.
  case: p => [|[|p]]; last by rewrite tap_outside //= addr0 coef0.
    by case: q => [|q]; [rewrite (tap1 ord0 ord0) /= addr0 coefC|rewrite tap_outside //= addr0 coefC].
  by case: q => [|q]; [rewrite (tap1 ord_max ord0) /= add0r coefC|rewrite tap_outside //= add0r coefC].
have some_layer : (0 < #|layers (plain Net)|)%N by apply/card_gt0P; exists None.
have single : single_channels (plain Net) by case=> [[[]|]|].
have nonzero (l : layers (plain Net)) : weight l != 0.
  have w0 : polynomials w != 0.
    apply/eqP => /matrixP/(_ 0 0); rewrite wE mxE => /(congr1 (fun f : {poly {poly R}} => f`_1`_0))/eqP.
    by rewrite coefD coef1 coefX add0r coef1 !coef0 oner_eq0.
  by case: l => [[[]|]|].
exists Net; split=> // rank.
have [_ [/(_ rank) coprime _]] := rank_single_channels some_layer single nonzero (unitmx1 R _).
have [common _ _] := coprime None (Some None) isT 0 0 0 0.
have divides1 : divides (1 + 'X) (polynomials w 0 0) by exists 1; rewrite wE mul1r.
have [c _ /(congr1 (fun f : {poly {poly R}} => f`_1`_0))/eqP] := common _ divides1 divides1.
by rewrite coefD coef1 coefX coefC add0r coef1 coef0 oner_eq0.
Qed.

Print Assumptions linear_weyl_needs_data.
Print Assumptions conv_rank_needs_coprime_kernels.
