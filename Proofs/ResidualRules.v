(* The rules of the Swift kernel about the layers V = W + βE of residual networks. Here singular values enter         *)
(* unsquared. [HJ]: Horn, Johnson, Matrix Analysis and Topics in Matrix Analysis.                                     *)
From mathcomp Require Import all_ssreflect all_algebra.
From Coq Require Import Ring.
From GNBounds Require Import Frobenius Loewner Kronecker Rules LoewnerRules ConditionRules Network NetworkRules.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section ResidualRules.
Variable R : realFieldType.

(* 0 ≤ s ≤ σ_row(A), 0 ≤ s ≤ σ_col(A), σ_max(A) ≤ s *)
Definition at_most_sigma_row m n (A : 'M[R]_(m, n)) s := 0 <= s /\ below_sigma_row A (s ^+ 2).
Definition at_most_sigma_col m n (A : 'M[R]_(m, n)) s := 0 <= s /\ below_sigma_col A (s ^+ 2).
Definition at_least_sigma_max m n (A : 'M[R]_(m, n)) s := 0 <= s /\ above_sigma_max A (s ^+ 2).

Lemma at_most_sigma_row_tr m n (A : 'M[R]_(m, n)) s : at_most_sigma_col A s -> at_most_sigma_row A^T s.
Proof. by case=> s0 /below_sigma_row_tr. Qed.

Lemma at_least_sigma_max_tr m n (A : 'M[R]_(m, n)) s : at_least_sigma_max A s -> at_least_sigma_max A^T s.
Proof. by case=> s0 /above_sigma_max_tr. Qed.

(* Polynomial identities by `ring`, which is declared for this field only *)
Let Q := Num.RealField.ringType R.
Lemma field_ring : @ring_theory (GRing.Ring.sort Q) (0 : GRing.Ring.zmodType Q) 1
  (@GRing.add (GRing.Ring.zmodType Q)) *%R (fun x y => x + - y) -%R eq.
Proof.
by split=> *; rewrite ?add0r ?mul1r ?mulrA ?addrA ?mulrDl ?subrr //; [exact: addrC|exact: mulrC].
Qed.
Add Ring field_ring : field_ring.
Lemma ring_equation (a b : Q) : a * 1 = b * 1 -> a = b.
Proof. by rewrite !mulr1. Qed.
Ltac polynomial := rewrite ?expr2 ?mulr2n; apply: ring_equation; change (Num.RealField.zmodType R) with (GRing.Ring.zmodType Q);
  change (Num.RealField.ringType R) with Q; ring.

Lemma sqn_scale m n c (z : 'M[R]_(m, n)) : sqn (c *: z) = c ^+ 2 * sqn z.
Proof. by rewrite !sqnE innerZl innerZr mulrA. Qed.

Section Triangle.
Variables (m n : nat) (x y : 'M[R]_(m, n)) (s b c : R).

Lemma sqn_combination : sqn (b *: x + s *: y) = b ^+ 2 * sqn x + b * s * inner x y *+ 2 + s ^+ 2 * sqn y.
Proof.
by rewrite !sqnE innerDl !innerDr !innerZl !innerZr (innerC y x); polynomial.
Qed.

Lemma sqn_difference : sqn (b *: x - s *: y) = b ^+ 2 * sqn x - b * s * inner x y *+ 2 + s ^+ 2 * sqn y.
Proof.
by rewrite !sqnE innerDl !innerDr !innerNl !innerNr !innerZl !innerZr (innerC y x); polynomial.
Qed.

Lemma sqn_sum : sqn (x + y) = sqn x + inner x y *+ 2 + sqn y.
Proof. by rewrite !sqnE innerDl !innerDr (innerC y x); polynomial. Qed.

Lemma sqn_le0 p q (z : 'M[R]_(p, q)) : sqn z <= 0 -> z = 0.
Proof. by move=> z0; apply/eqP; rewrite -sqn_eq0 eq_le z0 sqn_ge0. Qed.

(* ‖x‖ ≥ s√c, ‖y‖ ≤ b√c, b ≤ s ⟹ ‖x + y‖ ≥ (s − b)√c, without roots *)
Lemma triangle_lower : 0 <= b -> b <= s -> s ^+ 2 * c <= sqn x -> sqn y <= b ^+ 2 * c ->
  (s - b) ^+ 2 * c <= sqn (x + y).
Proof.
rewrite le_eqVlt => /orP[/eqP<- _ lower|b_gt0 le_bs lower upper].
  by rewrite expr0n mul0r subr0 => /sqn_le0->; rewrite addr0.
have s_gt0 := lt_le_trans b_gt0 le_bs; have bs_gt0 : 0 < b * s by exact: mulr_gt0.
rewrite -(ler_pmul2l bs_gt0) sqn_sum.
have -> : b * s * ((s - b) ^+ 2 * c) = b * (s - b) * (s ^+ 2 * c) - s * (s - b) * (b ^+ 2 * c).
  by polynomial.
have -> : b * s * (sqn x + inner x y *+ 2 + sqn y)
    = sqn (b *: x + s *: y) + (b * (s - b) * sqn x - s * (s - b) * sqn y).
  by rewrite sqn_combination; polynomial.
rewrite ler_paddl ?sqn_ge0 // ler_sub // ler_wpmul2l ?mulr_ge0 ?subr_ge0 // ltW //.
Qed.

(* ‖x‖ ≤ s√c, ‖y‖ ≤ b√c ⟹ ‖x + y‖ ≤ (s + b)√c *)
Lemma triangle_upper : 0 <= b -> 0 <= s -> sqn x <= s ^+ 2 * c -> sqn y <= b ^+ 2 * c ->
  sqn (x + y) <= (s + b) ^+ 2 * c.
Proof.
rewrite le_eqVlt => /orP[/eqP<- _ upper|b_gt0].
  by rewrite expr0n mul0r addr0 => /sqn_le0->; rewrite addr0.
rewrite le_eqVlt => /orP[/eqP<-|s_gt0 upper_x upper_y].
  by rewrite expr0n mul0r add0r => /sqn_le0-> ?; rewrite add0r.
rewrite -(ler_pmul2l (mulr_gt0 b_gt0 s_gt0)) sqn_sum.
have -> : b * s * ((s + b) ^+ 2 * c) = b * (s + b) * (s ^+ 2 * c) + s * (s + b) * (b ^+ 2 * c).
  by polynomial.
apply: (@le_trans _ _ (b * (s + b) * sqn x + s * (s + b) * sqn y)); last first.
  by apply: ler_add; apply: ler_wpmul2l => //; rewrite ltW // mulr_gt0 // addr_gt0.
have -> : b * (s + b) * sqn x + s * (s + b) * sqn y
    = b * s * (sqn x + inner x y *+ 2 + sqn y) + sqn (b *: x - s *: y).
  by rewrite sqn_difference; polynomial.
by rewrite ler_addl sqn_ge0.
Qed.

End Triangle.

(* σ_max(E) ≤ 1 for the rectangular identity, of any shape *)
Lemma rectangular_identity_ends m n r : above_sigma_max (pid_mx r : 'M[R]_(m, n)) 1.
Proof.
split=> [|v]; first exact: ler01.
have diagonal i : ((pid_mx (minn m (minn r r)) : 'M[R]_n) *m v) i 0 = (i < minn m (minn r r))%:R * v i 0.
  rewrite mxE (bigD1 i) //= big1 => [|j ne]; first by rewrite mxE eqxx addr0.
  rewrite mxE; case: eqP => [eq_ij|_]; last by rewrite mul0r.
  by case/eqP: ne; apply: val_inj.
rewrite mul1r sqnE inner_mull mulmxA tr_pid_mx mul_pid_mx sqnE !innerE.
apply: ler_sum => i _; rewrite !big_ord1 diagonal; case: (_ < _)%N; rewrite ?mul1r // mul0r ?mulr0.
by rewrite -expr2 sqr_ge0.
Qed.

(* V = W + βE ⟹ max{0, σ_row(W) − |β|, σ_row(E)|β| − σ_max(W)}² I ⪯ VVᵀ ⪯ (σ_max(W) + |β|)² I                        *)
(* Side condition: σ_max(E) ≤ 1. Source: Weyl for singular values, [HJ] Topics 3.3.16.                                *)
Lemma rule_shift m n (V W E : 'M[R]_(m, n)) beta row_W row_E max_W :
  V = W + beta *: E -> above_sigma_max E 1 -> at_most_sigma_row W row_W -> at_most_sigma_row E row_E ->
  at_least_sigma_max W max_W ->
  enclosure (Num.max 0 (Num.max (row_W - `|beta|) (row_E * `|beta| - max_W)) ^+ 2) ((max_W + `|beta|) ^+ 2)
    (gram V).
Proof.
move=> -> maxE [rowW0 [_ lowW]] [rowE0 [_ lowE]] [maxW0 maxW].
have abs2 p q (z : 'M[R]_(p, q)) : sqn (beta *: z) = `|beta| ^+ 2 * sqn z.
  by rewrite sqn_scale real_normK ?num_real.
have beta0 := normr_ge0 beta.
have [_ uppW'] := above_sigma_max_tr maxW; have [_ uppE'] := above_sigma_max_tr maxE.
have uppW (v : 'rV_m) : sqn (v *m W) <= max_W ^+ 2 * sqn v.
  by rewrite -sqn_tr trmx_mul -(sqn_tr v).
have uppE (v : 'rV_m) : sqn (v *m (beta *: E)) <= `|beta| ^+ 2 * sqn v.
  rewrite -scalemxAr abs2 ler_wpmul2l ?sqr_ge0 //.
  by rewrite -sqn_tr trmx_mul -(sqn_tr v) -[sqn v^T]mul1r.
apply: rule_gram.
  split=> [|v]; first exact: sqr_ge0.
  rewrite mulmxDr; case: (leP 0 (Num.max _ _)) => [|_]; last by rewrite expr0n mul0r sqn_ge0.
  case: (leP (row_W - `|beta|)) => _; rewrite subr_ge0 => le.
    rewrite [_ *m W + _]addrC; apply: triangle_lower => //.
    by rewrite -scalemxAr abs2 exprMn mulrAC mulrC ler_wpmul2l ?sqr_ge0.
  exact: triangle_lower.
split=> [|v]; first exact: sqr_ge0.
rewrite mulmxDl; apply: triangle_upper => //; first by case: maxW.
rewrite -scalemxAl abs2 ler_wpmul2l ?sqr_ge0 //; case: maxE => _ /(_ v).
by rewrite mul1r.
Qed.

(* The same for VᵀV *)
Lemma rule_shift_transposed m n (V W E : 'M[R]_(m, n)) beta col_W col_E max_W :
  V = W + beta *: E -> above_sigma_max E 1 -> at_most_sigma_col W col_W -> at_most_sigma_col E col_E ->
  at_least_sigma_max W max_W ->
  enclosure (Num.max 0 (Num.max (col_W - `|beta|) (col_E * `|beta| - max_W)) ^+ 2) ((max_W + `|beta|) ^+ 2)
    (gram V^T).
Proof.
move=> -> /above_sigma_max_tr maxE /at_most_sigma_row_tr colW /at_most_sigma_row_tr colE /at_least_sigma_max_tr maxW.
by apply: (@rule_shift _ _ _ W^T E^T) => //; rewrite linearD linearZ.
Qed.

(* What `alignedBranches` says of a layer: E is orthogonal, WEᵀ is symmetric positive semidefinite and β ≥ 0. For     *)
(* E = I: W is symmetric positive semidefinite.                                                                       *)
Definition aligned m n (W E : 'M[R]_(m, n)) (beta : R) :=
  [/\ gram E = 1%:M, gram E^T = 1%:M, semidefinite (W *m E^T) & 0 <= beta].

Lemma aligned_tr m n (W E : 'M[R]_(m, n)) beta : aligned W E beta -> aligned W^T E^T beta.
Proof.
case=> EE EtE [sym psd] beta0; split=> //; first by rewrite trmxK.
have WE : W^T *m E^T^T = E^T *m (W *m E^T) *m E.
  by rewrite trmxK -sym trmx_mul trmxK !mulmxA -gram_tr EtE mul1mx.
rewrite WE; split=> [|x]; first by rewrite trmx_mul (trmx_mul E^T) sym trmxK mulmxA.
by rewrite form0 form_congruence psd_form.
Qed.

Section Root.
Variables (n : nat) (P : 'M[R]_n).
Hypothesis semidefiniteP : semidefinite P.

(* s²I ⪯ P² ⟹ sI ⪯ P *)
Lemma root_lower s : at_most_sigma_row P s -> below_lambda_min P s.
Proof.
case=> s0 [_ lower] x; have [sym psd] := semidefiniteP; rewrite form_scalar.
move: s0; rewrite le_eqVlt => /orP[/eqP<-|s_gt0]; first by rewrite mul0r psd_form.
have unitP : P \in unitmx.
  rewrite -row_free_unit -kermx_eq0; apply/eqP/row_matrixP => i; rewrite row0; apply/eqP.
  have := lower (row i (kermx P)); rewrite -row_mul mulmx_ker row0 sqn0 pmulr_rle0 ?exprn_gt0 // => le0.
  by rewrite -sqn_eq0 eq_le le0 sqn_ge0.
set y := x *m invmx P; have def_x : x = y *m P by rewrite mulmxKV.
have low_y : s ^+ 2 * sqn y <= sqn x by have := lower y; rewrite -def_x.
have cs1 : inner y x ^+ 2 <= sqn y * sqn x.
  by have := cauchy_schwarz (trmx1 _ _) (@psd1 R _) y x; rewrite mulmx1 !form_scalar !mul1r.
have form_y : form P y = inner y x by rewrite /form -def_x innerC.
have cs2 : sqn x ^+ 2 <= form P x * inner y x.
  have := cauchy_schwarz sym psd x y; rewrite form_y.
  suff -> : inner (x *m P) y = sqn x by [].
  by rewrite (inner_symmetric sym) -def_x sqnE.
have iyx0 : 0 <= inner y x by rewrite -form_y psd_form.
have [x_gt0|x_le0] := ltP 0 (sqn x); last first.
  have -> : sqn x = 0 by apply/le_anti; rewrite x_le0 sqn_ge0.
  by rewrite mulr0 psd_form.
(* s⟨y, x⟩ ≤ ‖x‖² *)
have le1 : s * inner y x <= sqn x.
  have sq : (s * inner y x) ^+ 2 <= sqn x ^+ 2.
    rewrite exprMn; apply: (@le_trans _ _ (s ^+ 2 * (sqn y * sqn x))); first by rewrite ler_wpmul2l ?sqr_ge0.
    by rewrite mulrA [sqn x ^+ 2]expr2 ler_wpmul2r ?sqn_ge0.
  by rewrite -(ler_pexpn2r (ltn0Sn 1)) // nnegrE ?sqn_ge0 // mulr_ge0 // ltW.
rewrite -(ler_pmul2r x_gt0) -mulrA -expr2 (le_trans (_ : _ <= s * (form P x * inner y x))) //.
  by rewrite ler_wpmul2l // ltW.
by rewrite mulrCA ler_wpmul2l // psd_form.
Qed.

(* P² ⪯ s²I ⟹ P ⪯ sI *)
Lemma root_upper s : at_least_sigma_max P s -> above_lambda_max P s.
Proof.
case=> s0 /above_sigma_max_tr[_ upper] x; have [sym psd] := semidefiniteP; rewrite form_scalar.
have : form P x ^+ 2 <= (s * sqn x) ^+ 2.
  have := cauchy_schwarz (trmx1 _ _) (@psd1 R _) (x *m P) x; rewrite mulmx1 !form_scalar !mul1r => /le_trans; apply.
  rewrite exprMn [sqn x ^+ 2]expr2 mulrA ler_wpmul2r ?sqn_ge0 //.
  by rewrite -sqn_tr trmx_mul -(sqn_tr x).
by rewrite ler_pexpn2r // nnegrE ?psd_form // mulr_ge0 ?sqn_ge0.
Qed.

(* The eigenvalues of P are the roots of those of P². *)
Lemma root_spectrum s : 0 <= s -> spectrum (gram P) (s ^+ 2) -> spectrum P s.
Proof.
have [sym psd] := semidefiniteP; rewrite le_eqVlt => /orP[/eqP<-|s_gt0] /eigenvalueP[v eig v0]; apply/eigenvalueP.
  exists v => //; apply/eqP; rewrite scale0r -sqn_eq0 -form_gram /form -/(gram P) eig expr0n scale0r.
  by rewrite inner0l.
exists (v *m P + s *: v); last first.
  apply: contraTneq (_ : 0 < form P v + s * sqn v) => [w0|]; last first.
    by rewrite ltr_paddl ?psd_form // mulr_gt0 // sqn_gt0.
  by rewrite /form sqnE -innerZl -innerDl w0 inner0l ltxx.
by rewrite mulmxDl scalerDr -scalemxAl scalerA -expr2 -eig /gram sym mulmxA addrC.
Qed.

End Root.

(* V = W + βE, aligned ⟹ (σ_row(W) + β)² I ⪯ VVᵀ ⪯ (σ_max(W) + β)² I                                                 *)
(* Source: VVᵀ = (WEᵀ + βI)², whose eigenvalues are the squares of those of WEᵀ and β.                                *)
Lemma rule_aligned_shift m n (V W E : 'M[R]_(m, n)) beta row_W max_W :
  V = W + beta *: E -> aligned W E beta -> at_most_sigma_row W row_W -> at_least_sigma_max W max_W ->
  enclosure ((row_W + `|beta|) ^+ 2) ((max_W + `|beta|) ^+ 2) (gram V).
Proof.
move=> -> [EE EtE semi beta0] [rowW0 [_ lowW]] [maxW0 maxW]; rewrite ger0_norm //.
set P := W *m E^T in semi; have [sym psd] := semi.
have isometry p (z : 'M_(p, n)) : sqn (z *m E^T) = sqn z.
  by rewrite -form_gram -/(gram E^T) EtE form_scalar mul1r.
have rowP : at_most_sigma_row P row_W.
  by split=> //; split=> [|v]; [exact: sqr_ge0|rewrite mulmxA isometry].
have maxP : at_least_sigma_max P max_W.
  split=> //; rewrite -[P]trmxK; apply: above_sigma_max_tr; split=> [|v]; first exact: sqr_ge0.
  have [_ upper] := above_sigma_max_tr maxW.
  by rewrite -sqn_tr trmx_mul trmxK mulmxA isometry -sqn_tr trmx_mul trmxK.
have low := root_lower semi rowP; have upp := root_upper semi maxP.
apply: enclosureP => [|x]; first exact: gram_symmetric.
have VE : sqn (x *m (W + beta *: E)) = sqn (x *m P) + (beta * form P x) *+ 2 + beta ^+ 2 * sqn x.
  rewrite mulmxDr -scalemxAr sqn_sum innerZr sqn_scale.
  rewrite /P mulmxA isometry; congr (_ + _ *+ 2 + _ * _).
    by rewrite /form mulmxA [in RHS]inner_mulr trmxK.
  by rewrite -form_gram -/(gram E) EE form_scalar mul1r.
rewrite form_gram VE; have := low x; have := upp x; rewrite !form_scalar => uppx lowx.
have [_ /(_ x) rowx] := proj2 rowP; have [_ maxx'] := above_sigma_max_tr (proj2 maxP).
have maxx : sqn (x *m P) <= max_W ^+ 2 * sqn x by rewrite -sqn_tr trmx_mul -(sqn_tr x).
have square s : (s + beta) ^+ 2 * sqn x = s ^+ 2 * sqn x + (beta * (s * sqn x)) *+ 2 + beta ^+ 2 * sqn x.
  by polynomial.
by rewrite !square !ler_add2r; apply/andP; split; rewrite ler_add // ler_muln2r orbC ler_wpmul2l.
Qed.

Lemma aligned_spectrum m n (W E : 'M[R]_(m, n)) beta s : aligned W E beta -> 0 <= s ->
  spectrum (gram W) (s ^+ 2) -> spectrum (gram (W + beta *: E)) ((s + beta) ^+ 2).
Proof.
case=> EE EtE semi _ s0; set P := W *m E^T in semi; have [sym _] := semi.
have def_W : W = P *m E by rewrite /P -mulmxA -gram_tr EtE mulmx1.
have gram_right (A : 'M_m) : gram (A *m E) = gram A.
  by rewrite /gram trmx_mul mulmxA -(mulmxA A) -/(gram E) EE mulmx1.
rewrite def_W -mul_scalar_mx -mulmxDl !gram_right => /(root_spectrum semi s0) /eigenvalueP[v eig v0].
apply/eigenvalueP; exists v => //; have once : v *m (P + beta%:M) = (s + beta) *: v.
  by rewrite mulmxDr eig mul_mx_scalar -scalerDl.
by rewrite /gram linearD /= tr_scalar_mx sym mulmxA once -scalemxAl once scalerA -expr2.
Qed.

(* Both ends are attained where those of W are. *)
Lemma rule_aligned_shift_attained m n (V W E : 'M[R]_(m, n)) beta row_W max_W :
  V = W + beta *: E -> aligned W E beta -> at_most_sigma_row W row_W -> at_least_sigma_max W max_W ->
  spectrum (gram W) (row_W ^+ 2) -> spectrum (gram W) (max_W ^+ 2) ->
  attained ((row_W + `|beta|) ^+ 2) ((max_W + `|beta|) ^+ 2) (gram V).
Proof.
move=> def_V alignedW rowW maxW eig_row eig_max; have [_ _ _ beta0] := alignedW.
split; first exact: rule_aligned_shift def_V alignedW rowW maxW.
  by rewrite def_V ger0_norm //; apply: aligned_spectrum => //; case: rowW.
by rewrite def_V ger0_norm //; apply: aligned_spectrum => //; case: maxW.
Qed.

(* The same for VᵀV *)
Lemma rule_aligned_shift_transposed m n (V W E : 'M[R]_(m, n)) beta col_W max_W :
  V = W + beta *: E -> aligned W E beta -> at_most_sigma_col W col_W -> at_least_sigma_max W max_W ->
  enclosure ((col_W + `|beta|) ^+ 2) ((max_W + `|beta|) ^+ 2) (gram V^T).
Proof.
move=> -> /aligned_tr alignedT /at_most_sigma_row_tr colW /at_least_sigma_max_tr maxW.
by apply: (@rule_aligned_shift _ _ _ W^T E^T) => //; rewrite linearD linearZ.
Qed.

Lemma rule_aligned_shift_transposed_attained m n (V W E : 'M[R]_(m, n)) beta col_W max_W :
  V = W + beta *: E -> aligned W E beta -> at_most_sigma_col W col_W -> at_least_sigma_max W max_W ->
  spectrum (gram W^T) (col_W ^+ 2) -> spectrum (gram W^T) (max_W ^+ 2) ->
  attained ((col_W + `|beta|) ^+ 2) ((max_W + `|beta|) ^+ 2) (gram V^T).
Proof.
move=> -> /aligned_tr alignedT /at_most_sigma_row_tr colW /at_least_sigma_max_tr maxW.
by apply: (@rule_aligned_shift_attained _ _ _ W^T E^T) => //; rewrite linearD linearZ.
Qed.

Lemma enclosure_below_row m n (A : 'M[R]_(m, n)) lo hi : 0 <= lo -> enclosure lo hi (gram A) -> below_sigma_row A lo.
Proof. by move=> lo0 enc; split=> // v; rewrite -form_gram; case/andP: (enclosure_form v enc). Qed.

Lemma enclosure_above_max m n (A : 'M[R]_(m, n)) lo hi : 0 <= hi -> enclosure lo hi (gram A) -> above_sigma_max A hi.
Proof.
move=> hi0 enc; rewrite -[A]trmxK; apply: above_sigma_max_tr; split=> // v.
by rewrite -sqn_tr trmx_mul trmxK -(sqn_tr v) -form_gram; case/andP: (enclosure_form v^T enc).
Qed.

(* a_i I ⪯ V^iV^iᵀ ⪯ ā_i I for every i ⟹ Π_{i>l} a_i I ⪯ P_lP_lᵀ ⪯ Π_{i>l} ā_i I                                     *)
(* Side conditions: a_i, ā_i ≥ 0. Source: σ_row(AB) ≥ σ_row(A)σ_row(B), all shapes.                                   *)
Lemma rule_chain_after d k (N : network R d k) (a a' : layers N -> R) :
  (forall i, 0 <= a i) -> (forall i, 0 <= a' i) ->
  (forall i, enclosure (a i) (a' i) (gram (weight i))) ->
  forall l, enclosure (\prod_(i | behind i l) a i) (\prod_(i | behind i l) a' i) (gram (after l)).
Proof.
move=> a0 a'0 enc; apply: rule_submultiplicative_after => i.
  exact: enclosure_below_row (enc i).
exact: enclosure_above_max (enc i).
Qed.

(* The same for V^iᵀV^i, Q_lᵀQ_l and i < l *)
Lemma rule_chain_before d k (N : network R d k) (a a' : layers N -> R) :
  (forall i, 0 <= a i) -> (forall i, 0 <= a' i) ->
  (forall i, enclosure (a i) (a' i) (gram (weight i)^T)) ->
  forall l, enclosure (\prod_(i | behind l i) a i) (\prod_(i | behind l i) a' i) (gram (before l)^T).
Proof.
move=> a0 a'0 enc; apply: rule_submultiplicative_before => i.
  have [_ lower] := enclosure_below_row (a0 i) (enc i); split=> // v.
  by have := lower v^T; rewrite -[sqn (v^T *m _)]sqn_tr trmx_mul !trmxK sqn_tr.
by rewrite -[weight i]trmxK; apply: above_sigma_max_tr; exact: enclosure_above_max (enc i).
Qed.

End ResidualRules.

Print Assumptions rectangular_identity_ends.
