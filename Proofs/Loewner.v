(* Quadratic forms, the Loewner order and valid ends for singular values, with no spectral theory: every order is an  *)
(* inequality between forms.                                                                                          *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Frobenius.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Loewner.
Variable R : realFieldType.

(* x M xᵀ, summed over the rows of x where it has several *)
Definition form n (M : 'M[R]_n) r (x : 'M_(r, n)) : R := inner (x *m M) x.

(* M ⪯ N *)
Definition loewner n (M N : 'M[R]_n) := forall x : 'rV_n, form M x <= form N x.

(* The judgement: M is symmetric and lo I ⪯ M ⪯ hi I. *)
Definition enclosure n lo hi (M : 'M[R]_n) :=
  [/\ M^T = M, loewner lo%:M M & loewner M hi%:M].

(* s ≤ λ_min(M), λ_max(M) ≤ s *)
Definition below_lambda_min n (M : 'M[R]_n) s := loewner s%:M M.
Definition above_lambda_max n (M : 'M[R]_n) s := loewner M s%:M.

(* M is symmetric and N ⪯ M ⪯ N'. *)
Definition between n (N N' M : 'M[R]_n) := [/\ M^T = M, loewner N M & loewner M N'].

(* M is symmetric and M ⪰ 0. *)
Definition semidefinite n (M : 'M[R]_n) := M^T = M /\ loewner 0 M.

(* 0 ≤ s ≤ σ_row²(A) = λ_min(AAᵀ) *)
Definition below_sigma_row m n (A : 'M[R]_(m, n)) s :=
  0 <= s /\ forall v : 'rV_m, s * sqn v <= sqn (v *m A).

(* 0 ≤ s ≤ σ_col²(A) = λ_min(AᵀA) *)
Definition below_sigma_col m n (A : 'M[R]_(m, n)) s :=
  0 <= s /\ forall v : 'cV_n, s * sqn v <= sqn (A *m v).

(* σ_max²(A) ≤ s *)
Definition above_sigma_max m n (A : 'M[R]_(m, n)) s :=
  0 <= s /\ forall v : 'cV_n, sqn (A *m v) <= s * sqn v.

Lemma form0 n r (x : 'M[R]_(r, n)) : form 0 x = 0.
Proof. by rewrite /form mulmx0 inner0l. Qed.

Lemma form_scalar n c r (x : 'M_(r, n)) : form c%:M x = c * sqn x.
Proof. by rewrite /form mul_mx_scalar innerZl sqnE. Qed.

Lemma form_gram m n (A : 'M[R]_(m, n)) r (x : 'M_(r, m)) : form (A *m A^T) x = sqn (x *m A).
Proof. by rewrite /form mulmxA inner_mulr trmxK sqnE. Qed.

Lemma form_rows n (M : 'M[R]_n) r (x : 'M_(r, n)) : form M x = \sum_i form M (row i x).
Proof. by rewrite /form inner_rows; apply: eq_bigr => i _; rewrite row_mul. Qed.

Lemma form_sum n (I : finType) (M : I -> 'M[R]_n) r (x : 'M_(r, n)) :
  form (\sum_i M i) x = \sum_i form (M i) x.
Proof. by rewrite /form mulmx_sumr inner_suml. Qed.

Lemma formB n (M N : 'M[R]_n) r (x : 'M_(r, n)) : form (M - N) x = form M x - form N x.
Proof. by rewrite /form mulmxBr innerDl innerNl. Qed.

Lemma formD n (M N : 'M[R]_n) r (x : 'M_(r, n)) : form (M + N) x = form M x + form N x.
Proof. by rewrite /form mulmxDr innerDl. Qed.

Lemma form_scale n c (M : 'M[R]_n) r (x : 'M_(r, n)) : form (c *: M) x = c * form M x.
Proof. by rewrite /form -scalemxAr innerZl. Qed.

Lemma formZ n (M : 'M[R]_n) c r (x : 'M_(r, n)) : form M (c *: x) = c ^+ 2 * form M x.
Proof. by rewrite /form -scalemxAl innerZl innerZr mulrA. Qed.

Lemma form_congruence m n (M : 'M[R]_m) (C : 'M_(m, n)) r (x : 'M_(r, n)) :
  form (C^T *m M *m C) x = form M (x *m C^T).
Proof. by rewrite /form !mulmxA inner_mulr. Qed.

(* The order holds on matrices, row by row. *)
Lemma loewner_rows n (M N : 'M[R]_n) r (x : 'M_(r, n)) : loewner M N -> form M x <= form N x.
Proof. by move=> le_MN; rewrite !form_rows; apply: ler_sum => i _; exact: le_MN. Qed.

Lemma psd_form n (M : 'M[R]_n) r (x : 'M_(r, n)) : loewner 0 M -> 0 <= form M x.
Proof. by move/(loewner_rows x); rewrite form0. Qed.

Lemma enclosure_form n lo hi (M : 'M[R]_n) r (x : 'M_(r, n)) :
  enclosure lo hi M -> lo * sqn x <= form M x <= hi * sqn x.
Proof. by case=> _ lower upper; rewrite -!form_scalar !loewner_rows. Qed.

Lemma enclosureP n lo hi (M : 'M[R]_n) : M^T = M ->
  (forall x : 'rV_n, lo * sqn x <= form M x <= hi * sqn x) -> enclosure lo hi M.
Proof.
by move=> symmetric ends; split=> // x; rewrite form_scalar; case/andP: (ends x).
Qed.

Lemma enclosure_psd n lo hi (M : 'M[R]_n) : 0 <= lo -> enclosure lo hi M -> loewner 0 M.
Proof.
move=> lo0 /enclosure_form ends x; rewrite form0.
by case/andP: (ends _ x) => lower _; apply: le_trans lower; rewrite mulr_ge0 ?sqn_ge0.
Qed.

(* Of a matrix without entries everything is true. *)
Lemma enclosure_empty n lo hi (M : 'M[R]_n) : n = 0%N -> enclosure lo hi M.
Proof.
move=> n0; rewrite {n}n0 in M *.
apply: enclosureP => [|x]; first by rewrite [M]flatmx0 [LHS]flatmx0.
by rewrite [x]thinmx0 sqn0 /form mul0mx inner0l !mulr0 lexx.
Qed.

Lemma enclosure_le n lo hi (M : 'M[R]_n) : (0 < n)%N -> enclosure lo hi M -> lo <= hi.
Proof.
case: n M => // n M _ /enclosure_form ends.
have unit_gt0 : 0 < sqn (delta_mx 0 0 : 'rV[R]_n.+1).
  by rewrite sqn_gt0; apply/eqP => /matrixP/(_ 0 0)/eqP; rewrite !mxE !eqxx oner_eq0.
rewrite -(ler_pmul2r unit_gt0); case/andP: (ends _ (delta_mx 0 0 : 'rV_n.+1)).
exact: le_trans.
Qed.

Section CauchySchwarz.
Variables (n : nat) (M : 'M[R]_n).
Hypotheses (symmetric : M^T = M) (psd : loewner 0 M).

Lemma inner_symmetric r (x y : 'M_(r, n)) : inner (x *m M) y = inner (y *m M) x.
Proof. by rewrite inner_mulr symmetric innerC. Qed.

Lemma form_sub r (x y : 'M_(r, n)) :
  form M (x - y) = form M x - (inner (x *m M) y) *+ 2 + form M y.
Proof.
rewrite /form mulmxBl innerDl innerNl !innerDr !innerNr (inner_symmetric y x).
by rewrite opprB addrA mulr2n opprD addrA addrAC -!addrA [X in _ + (_ + X)]addrC.
Qed.

(* (x M yᵀ)² ≤ (x M xᵀ)(y M yᵀ) *)
Lemma cauchy_schwarz r (x y : 'M_(r, n)) :
  inner (x *m M) y ^+ 2 <= form M x * form M y.
Proof.
set b := inner _ _; set c := form M x; set a := form M y.
have c0 : 0 <= c by exact: psd_form.
have expand s t : 0 <= s ^+ 2 * c - (s * t * b) *+ 2 + t ^+ 2 * a.
  have := psd_form (s *: x - t *: y) psd.
  by rewrite form_sub !formZ -scalemxAl innerZl innerZr -/a -/b -/c !mulrA.
have a0 : 0 <= a by exact: psd_form.
have [a_gt0|a_le0] := ltP 0 a.
  have := expand a b; rewrite [a * b * b]mulrAC -mulrA -expr2 [b ^+ 2 * a]mulrC mulr2n.
  have -> : a ^+ 2 * c - (a * (b * b) + a * (b * b)) + a * b ^+ 2 = a * (c * a - b ^+ 2).
    by rewrite -expr2 opprD addrA addrNK mulrBr expr2 -mulrA [a * c]mulrC.
  by rewrite pmulr_rge0 // subr_ge0.
have az : a = 0 by apply/le_anti; rewrite a_le0.
have := expand b (c + 1); rewrite az !mulr0 addr0 [b * _ * b]mulrAC -expr2 mulrDr mulr1.
have -> u v : u - (u + v) *+ 2 = - (v + (u + v)) by rewrite mulr2n !opprD !addrA subrr sub0r.
rewrite oppr_ge0 => le0; apply: le_trans le0.
by rewrite ler_addl addr_ge0 ?sqr_ge0 // mulr_ge0 ?sqr_ge0.
Qed.

End CauchySchwarz.

(* σ_max(Aᵀ) = σ_max(A) *)
Lemma above_sigma_max_tr m n (A : 'M[R]_(m, n)) s :
  above_sigma_max A s -> above_sigma_max A^T s.
Proof.
case=> s0 upper; split=> // v; set w := A^T *m v.
have form1 r (y : 'cV_r) : form 1%:M y^T = sqn y by rewrite form_scalar mul1r sqn_tr.
have w_v : inner (v^T *m 1%:M) (A *m w)^T = sqn w.
  by rewrite mulmx1 inner_tr innerC inner_mull sqnE.
have psd1 : loewner (0 : 'M[R]_m) 1%:M by move=> x; rewrite form0 form_scalar mul1r sqn_ge0.
have := cauchy_schwarz (trmx1 _ _) psd1 v^T (A *m w)^T.
rewrite w_v !form1 => w4.
have [w_gt0|w_le0] := ltP 0 (sqn w); last by rewrite (le_trans w_le0) // mulr_ge0 ?sqn_ge0.
by rewrite -(ler_pmul2r w_gt0) -expr2 (le_trans w4) // mulrAC [s * _ * _]mulrC ler_wpmul2l ?sqn_ge0.
Qed.

(* σ_row(Aᵀ) = σ_col(A) *)
Lemma below_sigma_row_tr m n (A : 'M[R]_(m, n)) s :
  below_sigma_col A s -> below_sigma_row A^T s.
Proof.
by case=> s0 lower; split=> // v; rewrite -(sqn_tr v) -[sqn (v *m _)]sqn_tr trmx_mul trmxK lower.
Qed.

(* A symmetric positive semidefinite matrix is a sum of squares Σ_i w_i v_iᵀv_i, w_i ≥ 0: the LDLᵀ factorisation,     *)
(* which no square root is needed for.                                                                                *)
Lemma sum_of_squares n (M : 'M[R]_n) : M^T = M -> loewner 0 M ->
  exists squares : seq (R * 'rV_n),
    all (fun p => 0 <= p.1) squares /\ M = \sum_(p <- squares) p.1 *: (p.2^T *m p.2).
Proof.
have [c] := ubnP #|[set i | M i i != 0]|; elim: c M => // c IH M le_c symmetric psd.
have e_form i : form M (delta_mx 0 i : 'rV_n) = M i i.
  by rewrite /form /inner -rowE trmx_delta -colE [LHS]big_ord1 !mxE.
have e_row (x : 'rV_n) i : inner (x *m M) (delta_mx 0 i : 'rV_n) = (x *m M) 0 i.
  by rewrite /inner trmx_delta -colE [LHS]big_ord1 !mxE.
have [/existsP[i Mii]|/existsPn zero] := boolP [exists i, M i i != 0]; last first.
  exists [::]; split=> //; rewrite big_nil; apply/matrixP => i j; rewrite mxE.
  have := cauchy_schwarz symmetric psd (delta_mx 0 i : 'rV_n) (delta_mx 0 j).
  rewrite e_row -rowE mxE !e_form (eqP (negPn (zero i))) mul0r => le0.
  by apply/eqP; rewrite -sqrf_eq0 eq_le le0 sqr_ge0.
have Mii_gt0 : 0 < M i i by rewrite lt_def Mii -e_form psd_form.
set v := row i M; pose N := M - (M i i)^-1 *: (v^T *m v).
have v_gram (x : 'rV_n) : form (v^T *m v) x = (x *m M) 0 i ^+ 2.
  rewrite /form mulmxA inner_mulr /v tr_row symmetric colE mulmxA -colE.
  by rewrite innerE !big_ord1 !mxE expr2.
have form_N (x : 'rV_n) : form N x = form M x - (x *m M) 0 i ^+ 2 / M i i.
  by rewrite formB -v_gram mulrC /form -scalemxAr innerZl.
have N_sym : N^T = N by rewrite linearB linearZ /= trmx_mul trmxK symmetric.
have N_psd : loewner 0 N.
  move=> x; rewrite form_N form0 subr_ge0.
  by rewrite ler_pdivr_mulr // -e_row -e_form; exact: cauchy_schwarz.
have N_diag j : N j j = M j j - M i j ^+ 2 / M i i.
  by rewrite !mxE big_ord1 !mxE -expr2 mulrC.
have [|squares [nonneg def_N]] := IH N _ N_sym N_psd.
  rewrite -ltnS; apply: leq_trans le_c; rewrite ltnS; apply: proper_card.
  apply/properP; split; last first.
    by exists i; rewrite !inE // N_diag expr2 mulfK // subrr eqxx.
  apply/subsetP => j; rewrite !inE N_diag; apply: contra => /eqP Mjj.
  have := cauchy_schwarz symmetric psd (delta_mx 0 i : 'rV_n) (delta_mx 0 j).
  rewrite e_row -rowE mxE !e_form Mjj mulr0 => le0.
  have -> : M i j ^+ 2 = 0 by apply/le_anti; rewrite le0 sqr_ge0.
  by rewrite mul0r subr0.
exists ((((M i i)^-1), v) :: squares); split; first by rewrite /= invr_ge0 ltW.
by rewrite big_cons -def_N /N addrC subrK.
Qed.

End Loewner.

(* Sums, products and quotients of numbers that aren't negative aren't. *)
Ltac nonnegative := repeat first
  [ assumption | exact: sqn_ge0 | exact: sqr_ge0 | apply: divr_ge0 | apply: mulr_ge0
  | apply: sumr_ge0 => ? _ | apply: prodr_ge0 => ? _
  | match goal with
    | ends : below_sigma_row _ _ |- _ => exact: (proj1 ends)
    | ends : below_sigma_col _ _ |- _ => exact: (proj1 ends)
    | ends : above_sigma_max _ _ |- _ => exact: (proj1 ends)
    | ends : forall l, below_sigma_row _ _ |- _ => exact: (proj1 (ends _))
    | ends : forall l, below_sigma_col _ _ |- _ => exact: (proj1 (ends _))
    | ends : forall l, above_sigma_max _ _ |- _ => exact: (proj1 (ends _))
    end ].
