(* The rule of the Swift kernel about singular Gauss-Newton matrices: projectors along the flags of the ranges of the *)
(* partial products give ends for the smallest nonzero eigenvalue.                                                    *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Frobenius Loewner Kronecker Rules LoewnerRules ConditionRules.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section FlagRules.
Variable R : realFieldType.

(* If M ⪰ lo I, lo > 0, on a subspace of the dimension of M's range, the nonzero eigenvalues of M ⪰ 0 are at least lo. *)
Lemma positive_from_subspace n t (M : 'M[R]_n) (T : 'M[R]_(t, n)) lo : 0 < lo -> semidefinite M ->
  \rank T = \rank M -> (forall y : 'rV_t, lo * sqn (y *m T) <= form M (y *m T)) ->
  forall y : 'rV_n, lo * sqn (y *m M) <= form M (y *m M).
Proof.
move=> lo_gt0 [symM psdM] rank_T lower y.
have injective : \rank (T *m M) = \rank T.
  apply/mxrank_injP/eqP/row_matrixP => i; rewrite row0.
  have /submxP[z def_z] : (row i (T :&: kermx M)%MS <= T)%MS.
    exact: submx_trans (row_sub _ _) (capmxSl _ _).
  have /sub_kermxP kernel : (row i (T :&: kermx M)%MS <= kermx M)%MS.
    exact: submx_trans (row_sub _ _) (capmxSr _ _).
  have := lower z; rewrite -def_z /form kernel inner0l pmulr_rle0 // => le0.
  by apply/eqP; rewrite -sqn_eq0 eq_le le0 sqn_ge0.
have /submxP[z def_z] : (y *m M <= T *m M)%MS.
  have : (T *m M == M)%MS by rewrite -mxrank_leqif_eq ?submxMl // injective rank_T.
  by case/andP => _ sub; exact: submx_trans (submxMl _ _) sub.
rewrite def_z mulmxA; set x := z *m T; set w := x *m M.
have fx : lo * sqn x <= form M x by exact: lower.
have cs1 : form M x ^+ 2 <= sqn w * sqn x.
  have := cauchy_schwarz (trmx1 _ _) (@psd1 R _) w x.
  by rewrite mulmx1 !form_scalar !mul1r.
have cs2 : sqn w ^+ 2 <= form M x * form M w.
  by have := cauchy_schwarz symM psdM x w; rewrite -sqnE.
have fx0 : 0 <= form M x by exact: psd_form.
have fw0 : 0 <= form M w by exact: psd_form.
have [w_gt0|w_le0] := ltP 0 (sqn w); last first.
  have -> : sqn w = 0 by apply/le_anti; rewrite w_le0 sqn_ge0.
  by rewrite mulr0.
have fx_le : lo * form M x <= sqn w.
  have [fx_gt0|fx_le0] := ltP 0 (form M x); last first.
    have -> : form M x = 0 by apply/le_anti; rewrite fx_le0.
    by rewrite mulr0 sqn_ge0.
  rewrite -(ler_pmul2r fx_gt0) -mulrA -expr2.
  apply: (@le_trans _ _ (lo * (sqn w * sqn x))); first by rewrite ler_wpmul2l // ltW.
  by rewrite mulrCA ler_wpmul2l ?sqn_ge0.
rewrite -(ler_pmul2r w_gt0) -mulrA -expr2.
apply: (@le_trans _ _ (lo * (form M x * form M w))); first by rewrite ler_wpmul2l // ltW.
by rewrite mulrA [form M w * _]mulrC ler_wpmul2r.
Qed.

(* Every row is one in the row space of Pᵀ and one that P annihilates. *)
Lemma orthogonal_split m p (P : 'M[R]_(m, p)) (u : 'rV_m) :
  exists w w' : 'rV_m, [/\ u = w + w', (w <= P^T)%MS & w' *m P = 0].
Proof.
have cap0 : (P^T :&: kermx P)%MS = 0.
  apply/row_matrixP => i; rewrite row0; set x := row i _.
  have /submxP[z def_z] : (x <= P^T)%MS by exact: submx_trans (row_sub _ _) (capmxSl _ _).
  have /sub_kermxP xP : (x <= kermx P)%MS by exact: submx_trans (row_sub _ _) (capmxSr _ _).
  apply/eqP; rewrite -sqn_eq0 sqnE {2}def_z -[P]trmxK -inner_mulr trmxK xP.
  by rewrite inner0l.
have full : (1%:M <= P^T + kermx P)%MS.
  rewrite -(mxrank_leqif_sup (submx1 _)) mxrank1.
  have := mxrank_sum_cap P^T (kermx P); rewrite cap0 mxrank0 addn0 => ->.
  by rewrite mxrank_ker mxrank_tr subnKC // rank_leq_row.
have /sub_addsmxP[[a b] /= def_u] := submx_trans (submx1 u) full.
exists (a *m P^T), (b *m kermx P); split=> //; first exact: submxMl.
by rewrite -mulmxA mulmx_ker mulmx0.
Qed.

(* 0 ≤ s ≤ (σ⁺)²(A), on either side *)
Definition below_sigma_positive m n (A : 'M[R]_(m, n)) s :=
  [/\ 0 <= s, forall v : 'rV_m, (v <= A^T)%MS -> s * sqn v <= sqn (v *m A)
    & forall v : 'rV_n, (v <= A)%MS -> s * sqn v <= sqn (v *m A^T)].

Lemma below_sigma_positive_tr m n (A : 'M[R]_(m, n)) s :
  below_sigma_positive A s -> below_sigma_positive A^T s.
Proof. by case=> s0 left right; split=> // v; rewrite trmxK; [exact: right|exact: left]. Qed.

Lemma sqn_orthogonal m n (A B : 'M[R]_(m, n)) : inner A B = 0 -> sqn (A + B) = sqn A + sqn B.
Proof. by move=> AB; rewrite !sqnE innerDl !innerDr AB (innerC B A) AB addr0 add0r. Qed.

Lemma inner_annihilated r k p (P : 'M[R]_(k, p)) (Z1 Z2 : 'M_(r, k)) :
  (Z1 <= P^T)%MS -> Z2 *m P = 0 -> inner Z1 Z2 = 0.
Proof. by case/submxP => Y ->; rewrite inner_mulr trmxK => ->; rewrite innerC inner0l. Qed.

(* A ⪰ a Π for A = PPᵀ and Π the projector on a subspace of col(P) *)
Lemma projected_row k p p1 (P : 'M[R]_(k, p)) (P1 : 'M[R]_(k, p1)) a (z1 z2 : 'rV_k) :
  below_sigma_positive P a -> (P1^T <= P^T)%MS -> (z1 <= P1^T)%MS -> z2 *m P1 = 0 ->
  a * sqn z1 <= sqn ((z1 + z2) *m P).
Proof.
case=> a0 lower _ flag z1P1 z2P1; have [w [w' [split wP w'P]]] := orthogonal_split P (z1 + z2).
rewrite split mulmxDl w'P addr0; apply: le_trans (lower _ wP); rewrite ler_wpmul2l //.
have z1w' := inner_annihilated (submx_trans z1P1 flag) w'P.
have z1w : inner z1 w = sqn z1.
  have : inner z1 (w + w') = sqn z1 by rewrite -split innerDr (inner_annihilated z1P1 z2P1) addr0 sqnE.
  by rewrite innerDr z1w' addr0.
have [z1_gt0|z1_le0] := ltP 0 (sqn z1); last exact: le_trans z1_le0 (sqn_ge0 _).
rewrite -(ler_pmul2l z1_gt0) -expr2 -{1}z1w.
by have := cauchy_schwarz (trmx1 _ _) (@psd1 R _) z1 w; rewrite mulmx1 !form_scalar !mul1r.
Qed.

Lemma projected r k p p1 (P : 'M[R]_(k, p)) (P1 : 'M[R]_(k, p1)) a (Z1 Z2 : 'M_(r, k)) :
  below_sigma_positive P a -> (P1^T <= P^T)%MS -> (Z1 <= P1^T)%MS -> Z2 *m P1 = 0 ->
  a * sqn Z1 <= sqn ((Z1 + Z2) *m P).
Proof.
move=> ends flag Z1P1 Z2P1; rewrite (sqn_rows Z1) (sqn_rows (_ *m P)) mulr_sumr.
apply: ler_sum => i _; rewrite row_mul linearD /=; apply: projected_row ends flag _ _.
  exact: submx_trans (row_sub _ _) Z1P1.
by rewrite -row_mul Z2P1 row0.
Qed.

Lemma positive_rows r m n (A : 'M[R]_(m, n)) s (Z : 'M_(r, n)) :
  below_sigma_positive A s -> (Z <= A)%MS -> s * sqn Z <= sqn (Z *m A^T).
Proof.
case=> _ _ lower ZA; rewrite (sqn_rows Z) (sqn_rows (_ *m _)) mulr_sumr.
by apply: ler_sum => i _; rewrite row_mul lower // (submx_trans (row_sub _ _)).
Qed.

Section Flags.
Variables (k d : nat) (I : finType) (first last : I) (p q : I -> nat).
Variables (P : forall l, 'M[R]_(k, p l)) (Q : forall l, 'M[R]_(q l, d)).
Variables (a : I -> R) (s c l1 l2 lo : R).
Hypothesis P_ends : forall l, below_sigma_positive (P l) (a l).
Hypothesis P_flag : forall l, ((P first)^T <= (P l)^T)%MS.
Hypothesis P_last : forall v : 'rV_k, c * sqn v <= sqn (v *m P last).
Hypotheses (a_last : a last <= c) (s_last : s <= c) (s0 : 0 <= s).
Hypothesis sum_ends : below_lambda_min (\sum_l a l *: gram (Q l)^T) l1.
Hypothesis Q_ends : below_sigma_positive (Q last) l2.

(* Ĝ ⪰ Π ⊗ Σ_l a_l B_l + (I − Π) ⊗ s B_last, on Z = ΠZ + (I − Π)Z *)
Lemma flag_inequality (Z1 Z2 : 'M[R]_(k, d)) :
  (Z1^T <= (P first)^T)%MS -> Z2^T *m P first = 0 -> (Z2 <= Q last)%MS ->
  lo <= l1 \/ Z1 = 0 -> lo <= s * l2 \/ Z2 = 0 ->
  lo * sqn (Z1 + Z2) <= \sum_l sqn ((P l)^T *m (Z1 + Z2) *m (Q l)^T).
Proof.
move=> Z1P Z2P Z2Q lo1 lo2.
have orth : inner Z1 Z2 = 0 by rewrite -inner_tr; exact: inner_annihilated Z1P Z2P.
have termE l : sqn ((P l)^T *m (Z1 + Z2) *m (Q l)^T)
    = sqn ((Q l *m Z1^T + Q l *m Z2^T) *m P l).
  by rewrite -sqn_tr !trmx_mul !trmxK linearD /= -mulmxDr mulmxA.
have rowsP l : (Q l *m Z1^T <= (P first)^T)%MS by exact: submx_trans (submxMl _ _) Z1P.
have rowsK l : Q l *m Z2^T *m P first = 0 by rewrite -mulmxA Z2P mulmx0.
have lower l : a l * sqn (Q l *m Z1^T) <= sqn ((P l)^T *m (Z1 + Z2) *m (Q l)^T).
  by rewrite termE; exact: projected (P_ends l) (P_flag l) (rowsP l) (rowsK l).
have lower_last : a last * sqn (Q last *m Z1^T) + s * sqn (Q last *m Z2^T)
    <= sqn ((P last)^T *m (Z1 + Z2) *m (Q last)^T).
  rewrite termE; set Y := Q last *m Z1^T + _; apply: (@le_trans _ _ (c * sqn Y)).
    rewrite /Y sqn_orthogonal; last exact: inner_annihilated (rowsP last) (rowsK last).
    by rewrite mulrDr ler_add // ler_wpmul2r ?sqn_ge0.
  rewrite (sqn_rows Y) (sqn_rows (_ *m _)) mulr_sumr.
  by apply: ler_sum => i _; rewrite row_mul.
have total : \sum_l a l * sqn (Q l *m Z1^T) + s * sqn (Q last *m Z2^T)
    <= \sum_l sqn ((P l)^T *m (Z1 + Z2) *m (Q l)^T).
  rewrite (bigD1 last) //= [X in _ <= X](bigD1 last) //= addrAC ler_add //.
  by apply: ler_sum => l _.
apply: le_trans total; rewrite sqn_orthogonal // mulrDr ler_add //.
  case: lo1 => [le_lo|->]; last first.
    by rewrite sqn0 mulr0; apply: sumr_ge0 => l _; rewrite mulr_ge0 ?sqn_ge0 //; case: (P_ends l).
  apply: (@le_trans _ _ (l1 * sqn Z1)); first by rewrite ler_wpmul2r ?sqn_ge0.
  have := loewner_rows Z1 sum_ends; rewrite form_scalar form_sum => /le_trans; apply.
  apply: ler_sum => l _; rewrite form_scale form_gram -sqn_tr trmx_mul trmxK //.
case: lo2 => [le_lo|->]; last by rewrite sqn0 mulr0 mulr_ge0 ?sqn_ge0.
apply: (@le_trans _ _ (s * l2 * sqn Z2)); first by rewrite ler_wpmul2r ?sqn_ge0.
rewrite -mulrA ler_wpmul2l // -[sqn (Q last *m _)]sqn_tr trmx_mul trmxK.
exact: positive_rows Q_ends Z2Q.
Qed.

End Flags.

Lemma kron_row_free m n r t (A : 'M[R]_(m, n)) (B : 'M[R]_(r, t)) :
  row_free A -> row_free B -> row_free (kron A B).
Proof.
move=> /row_freeP[A' AA'] /row_freeP[B' BB']; apply/row_freeP; exists (kron A' B').
by rewrite kron_mul AA' BB' kron1.
Qed.

Lemma rank_orthogonal m1 m2 n (A : 'M[R]_(m1, n)) (B : 'M[R]_(m2, n)) : A *m B^T = 0 ->
  \rank (col_mx A B) = (\rank A + \rank B)%N.
Proof.
move=> AB; rewrite -addsmxE -mxrank_sum_cap (_ : (A :&: B)%MS = 0) ?mxrank0 ?addn0 //.
apply/row_matrixP => i; rewrite row0; set x := row i _.
have /submxP[y def_y] : (x <= A)%MS by exact: submx_trans (row_sub _ _) (capmxSl _ _).
have /submxP[z def_z] : (x <= B)%MS by exact: submx_trans (row_sub _ _) (capmxSr _ _).
have BA : B *m A^T = 0 by rewrite -[B]trmxK -trmx_mul AB trmx0.
apply/eqP; rewrite -sqn_eq0 sqnE {1}def_y def_z inner_mulr -mulmxA BA mulmx0.
by rewrite innerC inner0l.
Qed.

(* min of what there is of two numbers; 0 where there is neither *)
Definition guarded_min (b1 : bool) (x : R) (b2 : bool) y :=
  if b1 then (if b2 then Num.min x y else x) else if b2 then y else 0.

Lemma guarded_min1 (b1 : bool) x b2 y : b1 -> guarded_min b1 x b2 y <= x.
Proof. by rewrite /guarded_min => ->; case: b2; rewrite ?le_minl ?lexx. Qed.

Lemma guarded_min2 b1 x (b2 : bool) y : b2 -> guarded_min b1 x b2 y <= y.
Proof. by rewrite /guarded_min => ->; case: b1; rewrite ?le_minl ?lexx ?orbT. Qed.

(* s I ⪯ SSᵀ ⟹ s I ⪯ SᵀS for a square S *)
Lemma lower_gram_tr n (S : 'M[R]_n) s :
  0 < s -> below_lambda_min (gram S) s -> below_lambda_min (gram S^T) s.
Proof.
move=> s_gt0 lower x.
have ends (v : 'rV_n) : s * sqn v <= sqn (v *m S) by rewrite -form_gram -form_scalar; exact: lower.
have unitS := gram_unit s_gt0 lower.
have /above_sigma_max_tr[_ inverse] : above_sigma_max (invmx S)^T s^-1.
  split=> [|v]; first by rewrite invr_ge0 ltW.
  rewrite -sqn_tr trmx_mul trmxK -(ler_pmul2l s_gt0) mulrA divff ?gt_eqF // mul1r -(sqn_tr v).
  by have := ends (v^T *m invmx S); rewrite mulmxKV.
have := inverse (S *m x^T); rewrite trmxK mulKmx // -(ler_pmul2l s_gt0) mulrA divff ?gt_eqF // mul1r.
by rewrite form_scalar form_gram sqn_tr -[sqn (S *m _)]sqn_tr trmx_mul trmxK.
Qed.

Section Rule.
Variables (k d : nat) (I : finType) (first last : I) (p q : I -> nat).
Variables (P : forall l, 'M[R]_(k, p l)) (Q : forall l, 'M[R]_(q l, d)) (S : 'M[R]_d).
Hypothesis P_flag : forall l, ((P first)^T <= (P l)^T)%MS.
Hypothesis Q_flag : forall l, (Q last <= Q l)%MS.
Hypotheses (P_last : gram (P last) = 1%:M) (Q_first : gram (Q first)^T = gram S^T).

Let M := \sum_l kron (gram (P l)) (gram (Q l)^T).

Lemma flag_form Z : form M (mxvec Z) = \sum_l sqn ((P l)^T *m Z *m (Q l)^T).
Proof. by rewrite form_sum; apply: eq_bigr => l _; rewrite gram_tr form_kron_gram. Qed.

Lemma flag_semidefinite : semidefinite M.
Proof.
split; first by rewrite raddf_sum; apply: eq_bigr => l _; rewrite /= kron_tr !gram_symmetric.
by move=> x; rewrite form0 -[x]vec_mxK flag_form sumr_ge0 // => l _; exact: sqn_ge0.
Qed.

(* Ĝ = Σ_l A_l ⊗ B_l, rank Ĝ = p_1 d + (k − p_1) q_L                                                                  *)
(* ⟹ λ⁺_min(Ĝ) ≥ min{λ_min(Σ_l a_l B_l) if p_1 > 0, b_L if p_1 < k and q_L > 0}, a_l = λ⁺_min(A_l), b_L = λ⁺_min(B_L) *)
(* Source: A_l ⪰ a_l Π, Π the projector on col(P_1): Ĝ ⪰ Π ⊗ Σ_l a_l B_l + (I − Π) ⊗ B_L, of equal rank.              *)
Lemma rule_flags a l1 l2 lo hi :
  enclosure lo hi M -> (forall l, below_sigma_positive (P l) (a l)) ->
  below_lambda_min (\sum_l a l *: gram (Q l)^T) l1 -> below_sigma_positive (Q last) l2 ->
  \rank M = (\rank (P first) * d + (k - \rank (P first)) * \rank (Q last))%N ->
  positive_enclosure (guarded_min (0 < \rank (P first))%N l1
    ((\rank (P first) < k)%N && (0 < \rank (Q last))%N) l2) hi M.
Proof.
move=> [symM _ upper] P_ends sum_ends Q_ends rankM; split=> //; set low := guarded_min _ _ _ _.
have [low_gt0|low_le0] := ltP 0 low; last first.
  move=> y; apply: le_trans (psd_form _ (proj2 flag_semidefinite)).
  by rewrite mulr_le0_ge0 ?sqn_ge0.
pose V := row_base (P first)^T; pose K := row_base (kermx (P first)); pose W := row_base (Q last).
have [V_free K_free W_free] : [/\ row_free V, row_free K & row_free W] by split; exact: row_base_free.
have VP : (V <= (P first)^T)%MS by rewrite eq_row_base.
have KP : K *m P first = 0 by apply/sub_kermxP; rewrite eq_row_base.
have WQ : (W <= Q last)%MS by rewrite eq_row_base.
clearbody V K W.
have VK : V *m K^T = 0 by case/submxP: VP => v ->; rewrite -mulmxA -trmx_mul KP trmx0 mulmx0.
apply: (positive_from_subspace (T := col_mx (kron V (1%:M : 'M_d)) (kron K W)) low_gt0 flag_semidefinite).
  rewrite rank_orthogonal ?rankM; last by rewrite kron_tr kron_mul VK kron0l.
  rewrite (eqP (kron_row_free V_free _)); last by rewrite row_free_unit unitmx1.
  by rewrite (eqP (kron_row_free K_free W_free)) mxrank_tr mxrank_ker.
move=> y; rewrite -[y]hsubmxK mul_row_col -[lsubmx y]vec_mxK -[rsubmx y]vec_mxK !mxvec_kron -linearD.
rewrite flag_form sqn_mxvec /=; set Z1 := V^T *m _ *m _; set Z2 := K^T *m _ *m _.
have Z1P : (Z1^T <= (P first)^T)%MS.
  by rewrite /Z1 mulmx1 trmx_mul trmxK (submx_trans (submxMl _ _)).
have Z2P : Z2^T *m P first = 0 by rewrite /Z2 !trmx_mul trmxK -!mulmxA KP !mulmx0.
have Z2Q : (Z2 <= Q last)%MS by rewrite /Z2 (submx_trans (submxMl _ _)).
have last1 (v : 'rV_k) : 1 * sqn v <= sqn (v *m P last) by have := form_gram (P last) v; rewrite -/(gram (P last)) P_last form_scalar => ->.
have rank0 m n (A : 'M[R]_(m, n)) : \rank A = 0%N -> A = 0 by move/eqP; rewrite mxrank_eq0 => /eqP.
have lo1 : low <= l1 \/ Z1 = 0.
  have [p_gt0|p0] := ltnP 0 (\rank (P first)); first by left; exact: guarded_min1.
  have P0 : (P first)^T = 0 by apply: rank0; rewrite mxrank_tr; apply/eqP; rewrite -leqn0.
  by right; case/submxP: Z1P => v; rewrite P0 mulmx0 => Z10; rewrite -[Z1]trmxK Z10 trmx0.
have lo2 : low <= 1 * l2 \/ Z2 = 0.
  rewrite mul1r; case: (boolP ((\rank (P first) < k)%N && (0 < \rank (Q last))%N)) => [g|].
    by left; exact: guarded_min2.
  rewrite negb_and -leqNgt -eqn0Ngt => /orP[full|/eqP q0]; right; last first.
    by case/submxP: Z2Q => v ->; rewrite (rank0 _ _ _ q0) mulmx0.
  have free : row_free (P first) by rewrite /row_free eqn_leq rank_leq_row.
  by apply: trmx_inj; apply: (row_free_inj free); rewrite Z2P trmx0 mul0mx.
have [a_le1|a_gt1] := leP (a last) 1.
  exact: (flag_inequality P_ends P_flag last1 a_le1 (lexx 1) ler01 sum_ends Q_ends).
have a0 : forall v : 'rV_k, a last * sqn v <= sqn (v *m P last).
  move=> v; case: (P_ends last) => _ lower _; apply: lower.
  have : row_full (P last)^T.
    have : (1%:M <= (P last)^T)%MS by rewrite -P_last submxMl.
    by rewrite sub1mx.
  exact: submx_full.
exact: (flag_inequality P_ends P_flag a0 (lexx _) (ltW a_gt1) ler01 sum_ends Q_ends).
Qed.


(* The mirror image: λ⁺_min(Ĝ) ≥ min{λ_min(Σ_l b_l A_l) if q_L > 0, λ_min(Σ) a_1 if q_L < d and p_1 > 0}             *)
(* Side condition: λ_min(Σ) > 0.                                                                                      *)
Lemma rule_flags_mirrored b l1 l2 s lo hi :
  enclosure lo hi M -> (forall l, below_sigma_positive (Q l) (b l)) ->
  below_lambda_min (\sum_l b l *: gram (P l)) l1 -> below_sigma_positive (P first) l2 ->
  0 < s -> below_lambda_min (gram S) s ->
  \rank M = (\rank (P first) * d + (k - \rank (P first)) * \rank (Q last))%N ->
  positive_enclosure (guarded_min (0 < \rank (Q last))%N l1
    ((\rank (Q last) < d)%N && (0 < \rank (P first))%N) (s * l2)) hi M.
Proof.
move=> [symM _ upper] Q_ends sum_ends P_ends s_gt0 data_ends rankM; split=> //; set low := guarded_min _ _ _ _.
have [low_gt0|low_le0] := ltP 0 low; last first.
  move=> y; apply: le_trans (psd_form _ (proj2 flag_semidefinite)).
  by rewrite mulr_le0_ge0 ?sqn_ge0.
pose V := row_base (P first)^T; pose K := row_base (kermx (Q last)^T); pose W := row_base (Q last).
have [V_free K_free W_free] : [/\ row_free V, row_free K & row_free W] by split; exact: row_base_free.
have VP : (V <= (P first)^T)%MS by rewrite eq_row_base.
have KQ : K *m (Q last)^T = 0 by apply/sub_kermxP; rewrite eq_row_base.
have WQ : (W <= Q last)%MS by rewrite eq_row_base.
clearbody V K W.
have WK : W *m K^T = 0.
  case/submxP: WQ => v ->; rewrite -mulmxA (_ : Q last *m K^T = 0) ?mulmx0 //.
  by apply: trmx_inj; rewrite trmx_mul trmxK KQ trmx0.
apply: (positive_from_subspace (T := col_mx (kron (1%:M : 'M_k) W) (kron V K)) low_gt0 flag_semidefinite).
  rewrite rank_orthogonal ?rankM; last by rewrite kron_tr kron_mul WK kron0r.
  rewrite (eqP (kron_row_free _ W_free)); last by rewrite row_free_unit unitmx1.
  rewrite (eqP (kron_row_free V_free K_free)) mxrank_ker !mxrank_tr.
  have p_le : (\rank (P first) <= k)%N by exact: rank_leq_row.
  have q_le : (\rank (Q last) <= d)%N by exact: rank_leq_col.
  by rewrite mulnBr mulnBl !addnBA ?leq_mul // addnC.
move=> y; rewrite -[y]hsubmxK mul_row_col -[lsubmx y]vec_mxK -[rsubmx y]vec_mxK !mxvec_kron -linearD.
rewrite flag_form sqn_mxvec /=; set Z1 := _^T *m _ *m W; set Z2 := V^T *m _ *m _.
have Z1Q : (Z1 <= Q last)%MS by rewrite /Z1 (submx_trans (submxMl _ _)).
have Z2Q : Z2 *m (Q last)^T = 0 by rewrite /Z2 -mulmxA KQ mulmx0.
have Z2P : (Z2^T <= (P first)^T)%MS.
  by rewrite /Z2 -mulmxA trmx_mul trmxK (submx_trans (submxMl _ _)).
have rank0 m n (A : 'M[R]_(m, n)) : \rank A = 0%N -> A = 0 by move/eqP; rewrite mxrank_eq0 => /eqP.
have lo1 : low <= l1 \/ Z1^T = 0.
  have [q_gt0|q0] := ltnP 0 (\rank (Q last)); first by left; exact: guarded_min1.
  have Q0 : Q last = 0 by apply: rank0; apply/eqP; rewrite -leqn0.
  by right; case/submxP: Z1Q => v; rewrite Q0 mulmx0 => ->; rewrite trmx0.
have lo2 : low <= s * l2 \/ Z2^T = 0.
  case: (boolP ((\rank (Q last) < d)%N && (0 < \rank (P first))%N)) => [g|].
    by left; exact: guarded_min2.
  rewrite negb_and -leqNgt -eqn0Ngt => /orP[full|/eqP p0]; right; last first.
    have P0 : (P first)^T = 0 by apply: rank0; rewrite mxrank_tr.
    by case/submxP: Z2P => v; rewrite P0 mulmx0.
  have free : row_free (Q last)^T by rewrite /row_free mxrank_tr eqn_leq rank_leq_col.
  by rewrite (_ : Z2 = 0) ?trmx0 //; apply: (row_free_inj free); rewrite Z2Q mul0mx.
have Q_ends' l : below_sigma_positive (Q l)^T (b l) by exact: below_sigma_positive_tr.
have Q_flag' l : ((Q last)^T^T <= (Q l)^T^T)%MS by rewrite !trmxK.
have sum_ends' : below_lambda_min (\sum_l b l *: gram (P l)^T^T) l1.
  by under eq_bigr do rewrite trmxK.
have P_ends' := below_sigma_positive_tr P_ends.
have s_form (v : 'rV_d) : s * sqn v <= sqn (v *m (Q first)^T).
  have := form_gram (Q first)^T v; rewrite -/(gram (Q first)^T) Q_first => <-.
  by rewrite -form_scalar; exact: lower_gram_tr.
have b_form (v : 'rV_d) : b first * sqn v <= sqn (v *m (Q first)^T).
  case: (Q_ends first) => _ _; apply.
  have free : row_free (Q first)^T.
    rewrite -kermx_eq0; apply/eqP/row_matrixP => i; rewrite row0; apply/eqP.
    have := s_form (row i (kermx (Q first)^T)).
    rewrite -row_mul mulmx_ker row0 sqn0 pmulr_rle0 // => le0.
    by rewrite -sqn_eq0 eq_le le0 sqn_ge0.
  by apply: submx_full; rewrite /row_full -mxrank_tr.
have c_form (v : 'rV_d) : Num.max (b first) s * sqn v <= sqn (v *m (Q first)^T).
  by rewrite maxEle; case: ifP => _; [exact: s_form|exact: b_form].
have le_b : b first <= Num.max (b first) s by rewrite le_maxr lexx.
have le_s : s <= Num.max (b first) s by rewrite le_maxr lexx orbT.
have Z1Q' : (Z1^T^T <= (Q last)^T^T)%MS by rewrite !trmxK.
have Z2Q' : Z2^T^T *m (Q last)^T = 0 by rewrite trmxK.
have := flag_inequality Q_ends' Q_flag' c_form le_b le_s (ltW s_gt0) sum_ends' P_ends'
  Z1Q' Z2Q' Z2P lo1 lo2.
rewrite -linearD /= sqn_tr => /le_trans; apply; rewrite le_eqVlt; apply/orP; left; apply/eqP.
by apply: eq_bigr => l _; rewrite -sqn_tr !trmx_mul !trmxK mulmxA.
Qed.

End Rule.

End FlagRules.

Print Assumptions rule_flags.
Print Assumptions rule_flags_mirrored.
