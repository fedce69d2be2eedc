(* The derivative at 0 of a function of one variable, in ε-δ form, over any ordered field. A field needn't have       *)
(* square roots: where one is differentiated, it's any nonnegative function of the right square.                      *)
From mathcomp Require Import all_ssreflect all_algebra.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Derivative.
Variable R : realFieldType.
Implicit Types (f g : R -> R) (D E : R).

(* f is continuous at 0. *)
Definition continuous_at_0 f :=
  forall e, 0 < e -> exists2 d, 0 < d & forall t, `|t| < d -> `|f t - f 0| <= e.

(* f(t) = f(0) + tD + o(t) *)
Definition derivative_at_0 f D :=
  forall e, 0 < e -> exists2 d, 0 < d & forall t, `|t| < d -> `|f t - f 0 - t * D| <= e * `|t|.

(* Entry by entry *)
Definition matrix_derivative_at_0 m n (F : R -> 'M[R]_(m, n)) (D : 'M[R]_(m, n)) :=
  forall i j, derivative_at_0 (fun t => F t i j) (D i j).

(* There's one at most. *)
Lemma derivative_unique f D E : derivative_at_0 f D -> derivative_at_0 f E -> D = E.
Proof.
move=> derivD derivE; apply/eqP; rewrite -subr_eq0 -normr_le0 leNgt; apply/negP => gap.
have third : 0 < `|D - E| / 3%:R by rewrite divr_gt0 ?ltr0n.
have [d d_gt0 nearD] := derivD _ third; have [d' d'_gt0 nearE] := derivE _ third.
pose t := Num.min d d' / 2%:R; have min_gt0 : 0 < Num.min d d' by rewrite lt_minr d_gt0.
have t_gt0 : 0 < t by rewrite divr_gt0 ?ltr0n.
have small : `|t| < Num.min d d' by rewrite gtr0_norm // ltr_pdivr_mulr ?ltr0n // ltr_pmulr ?ltr1n.
move: small; rewrite lt_minr => /andP[/nearD leD /nearE leE].
have : `|t * (D - E)| <= `|D - E| / 3%:R * `|t| + `|D - E| / 3%:R * `|t|.
  have -> : t * (D - E) = (f t - f 0 - t * E) - (f t - f 0 - t * D).
    by rewrite opprB [RHS]addrC addrA subrK mulrBr.
  by rewrite (le_trans (ler_norm_sub _ _)) // ler_add.
apply/negP; rewrite -ltNge (normrM t) [`|t| * _]mulrC -mulrDl ltr_pmul2r ?normr_gt0 ?gt_eqF //.
by rewrite -mulr2n -mulr_natr mulrAC ltr_pdivr_mulr ?ltr0n // ltr_pmul2l // ltr_nat.
Qed.

(* Carathéodory: the quotients of differences extend continuously to 0. *)
Lemma derivative_slope f D : derivative_at_0 f D <->
  exists s, [/\ continuous_at_0 s, s 0 = D & forall t, f t = f 0 + t * s t].
Proof.
split=> [deriv|[s [cont <- def_f]] e e_gt0]; last first.
  have [d d_gt0 near] := cont e e_gt0; exists d => // t small.
  have -> : f t - f 0 - t * s 0 = (s t - s 0) * t by rewrite (def_f t) [f 0 + _]addrC addrK -mulrBr mulrC.
  by rewrite normrM ler_wpmul2r // near.
exists (fun t => if t == 0 then D else (f t - f 0) / t); split=> [e e_gt0||t].
- have [d d_gt0 near] := deriv e e_gt0; exists d => // t small; rewrite eqxx.
  have [_|t0] := eqVneq t 0; first by rewrite subrr normr0 ltW.
  have -> : (f t - f 0) / t - D = (f t - f 0 - t * D) / t by rewrite [RHS]mulrBl [t * D]mulrC mulfK.
  by rewrite normrM normfV ler_pdivr_mulr ?normr_gt0 // near.
- by rewrite eqxx.
by case: eqVneq => [->|t0]; rewrite ?mul0r ?addr0 // mulrCA divff // mulr1 addrC subrK.
Qed.

Lemma continuous_ext f g : f =1 g -> continuous_at_0 f -> continuous_at_0 g.
Proof. by move=> eq_fg cont e /cont[d d_gt0 near]; exists d => // t /near; rewrite !eq_fg. Qed.

Lemma continuous_const a : continuous_at_0 (fun=> a).
Proof. by move=> e e_gt0; exists 1 => // t _; rewrite subrr normr0 ltW. Qed.

Lemma continuous_id : continuous_at_0 id.
Proof. by move=> e e_gt0; exists e => // t /ltW; rewrite subr0. Qed.

Lemma continuousD f g : continuous_at_0 f -> continuous_at_0 g -> continuous_at_0 (fun t => f t + g t).
Proof.
move=> contf contg e e_gt0; have half : 0 < e / 2%:R by rewrite divr_gt0 ?ltr0n.
have [d d_gt0 near] := contf _ half; have [d' d'_gt0 near'] := contg _ half.
exists (Num.min d d') => [|t]; rewrite lt_minr ?d_gt0 // => /andP[/near le /near' le'].
rewrite opprD addrACA (le_trans (ler_norm_add _ _)) // (le_trans (ler_add le le')) //.
by rewrite -mulrDl -mulr2n -mulr_natr mulfK // pnatr_eq0.
Qed.

Lemma continuous_bounded f : continuous_at_0 f ->
  exists2 d, 0 < d & forall t, `|t| < d -> `|f t| <= `|f 0| + 1.
Proof.
move=> /(_ 1 ltr01)[d d_gt0 near]; exists d => // t /near le.
by rewrite -[f t](subrK (f 0)) addrC (le_trans (ler_norm_add _ _)) // ler_add2l.
Qed.

Lemma continuousM f g : continuous_at_0 f -> continuous_at_0 g -> continuous_at_0 (fun t => f t * g t).
Proof.
move=> contf contg e e_gt0; have [b b_gt0 bounded] := continuous_bounded contg.
set B := `|g 0| + 1 in bounded; set A := `|f 0| + 1.
have positive (x : R) : 0 < `|x| + 1 by rewrite ltr_paddl ?normr_ge0 ?ltr01.
have half : 0 < e / 2%:R by rewrite divr_gt0 ?ltr0n.
have [d d_gt0 near] := contf (e / 2%:R / B) (divr_gt0 half (positive _)).
have [d' d'_gt0 near'] := contg (e / 2%:R / A) (divr_gt0 half (positive _)).
exists (Num.min b (Num.min d d')) => [|t]; rewrite !lt_minr ?b_gt0 ?d_gt0 //.
case/and3P=> /bounded le_B /near le /near' le'.
have -> : f t * g t - f 0 * g 0 = (f t - f 0) * g t + f 0 * (g t - g 0).
  by rewrite mulrBl mulrBr addrA subrK.
rewrite (le_trans (ler_norm_add _ _)) // !normrM.
have -> : e = e / 2%:R / B * B + A * (e / 2%:R / A).
  rewrite divfK ?gt_eqF ?positive // mulrCA divff ?gt_eqF ?positive // mulr1.
  by rewrite -mulrDl -mulr2n -mulr_natr mulfK // pnatr_eq0.
by apply: ler_add; apply: ler_pmul => //; rewrite ler_addl ler01.
Qed.

Lemma continuous_inverse f : f 0 != 0 -> continuous_at_0 f -> continuous_at_0 (fun t => (f t)^-1).
Proof.
move=> f0 cont e e_gt0; set a := `|f 0|; have a_gt0 : 0 < a by rewrite normr_gt0.
have half : 0 < a / 2%:R by rewrite divr_gt0 ?ltr0n.
have [d d_gt0 near] := cont _ half.
have [d' d'_gt0 near'] := cont (e * (a * (a / 2%:R))) (mulr_gt0 e_gt0 (mulr_gt0 a_gt0 half)).
exists (Num.min d d') => [|t]; rewrite lt_minr ?d_gt0 // => /andP[/near le /near' le'].
have away : a / 2%:R <= `|f t|.
  rewrite -(ler_add2r (a / 2%:R)) -mulrDl -mulr2n -mulr_natr mulfK ?pnatr_eq0 //.
  have {1}-> : a = `|f t - (f t - f 0)| by rewrite opprB addrCA subrr addr0.
  by rewrite (le_trans (ler_norm_sub _ _)) // ler_add2l.
have ft_gt0 : 0 < `|f t| by exact: lt_le_trans away.
have ft : f t != 0 by rewrite -normr_gt0.
have -> : (f t)^-1 - (f 0)^-1 = (f 0 - f t) / (f 0 * f t).
  by rewrite mulrBl invfM mulrA divff // mul1r [(f 0)^-1 * _]mulrC mulrA divff // mul1r.
rewrite normrM normfV distrC ler_pdivr_mulr ?normr_gt0 ?mulf_neq0 // (le_trans le') //.
by rewrite normrM ler_wpmul2l ?ler_wpmul2l // ltW.
Qed.

Lemma derivative_continuous f D : derivative_at_0 f D -> continuous_at_0 f.
Proof.
move=> /derivative_slope[s [cont _ def_f]]; apply: (continuous_ext (fun t => esym (def_f t))).
by apply: continuousD; [exact: continuous_const|apply: continuousM => //; exact: continuous_id].
Qed.

(* Only what happens near 0 counts. *)
Lemma derivative_near d f g D : 0 < d -> (forall t, `|t| < d -> f t = g t) ->
  derivative_at_0 f D -> derivative_at_0 g D.
Proof.
move=> d_gt0 eq_fg deriv e /deriv[d' d'_gt0 near]; exists (Num.min d d') => [|t]; rewrite lt_minr ?d_gt0 //.
by case/andP=> t_d /near; rewrite !eq_fg ?normr0.
Qed.

Lemma derivative_ext f g D : f =1 g -> derivative_at_0 f D -> derivative_at_0 g D.
Proof. by move=> eq_fg; apply: (derivative_near ltr01) => t _; exact: eq_fg. Qed.

Lemma derivative_affine a b : derivative_at_0 (fun t => a + t * b) b.
Proof.
apply/derivative_slope; exists (fun=> b); split=> // [|t]; first exact: continuous_const.
by rewrite mul0r addr0.
Qed.

Lemma derivativeD f g D E : derivative_at_0 f D -> derivative_at_0 g E ->
  derivative_at_0 (fun t => f t + g t) (D + E).
Proof.
move=> /derivative_slope[s [conts <- def_f]] /derivative_slope[r [contr <- def_g]]; apply/derivative_slope.
exists (fun t => s t + r t); split=> // [|t]; first exact: continuousD.
by rewrite def_f def_g mulrDr addrACA.
Qed.

Lemma derivative_sum (I : finType) (f : I -> R -> R) (D : I -> R) : (forall i, derivative_at_0 (f i) (D i)) ->
  derivative_at_0 (fun t => \sum_i f i t) (\sum_i D i).
Proof.
move=> deriv; elim: index_enum => [|i r IH].
  rewrite big_nil; apply: (derivative_ext (fun t => esym (big_nil _ _ _ _))).
  by apply: (derivative_ext _ (derivative_affine 0 0)) => t; rewrite mulr0 addr0.
rewrite big_cons; apply: (derivative_ext (fun t => esym (big_cons _ _ _ _ _ _))).
exact: derivativeD.
Qed.

(* (fg)′ = f′g + fg′ *)
Lemma derivativeM f g D E : derivative_at_0 f D -> derivative_at_0 g E ->
  derivative_at_0 (fun t => f t * g t) (D * g 0 + f 0 * E).
Proof.
move=> /derivative_slope[s [conts <- def_f]] derivg; have contg := derivative_continuous derivg.
move: derivg => /derivative_slope[r [contr <- def_g]]; apply/derivative_slope.
exists (fun t => s t * g t + f 0 * r t); split=> // [|t].
  by apply: continuousD; apply: continuousM => //; exact: continuous_const.
by rewrite (def_f t) mulrDl {1}(def_g t) !mulrDr [f 0 * (t * _)]mulrCA addrAC -mulrA addrA.
Qed.

Lemma derivativeZ a f D : derivative_at_0 f D -> derivative_at_0 (fun t => a * f t) (a * D).
Proof.
move=> /derivative_slope[s [conts <- def_f]]; apply/derivative_slope; exists (fun t => a * s t); split=> // [|t].
  by apply: continuousM => //; exact: continuous_const.
by rewrite (def_f t) mulrDr mulrCA.
Qed.

(* (1/f)′ = −f′/f² *)
Lemma derivative_inverse f D : f 0 != 0 -> derivative_at_0 f D ->
  derivative_at_0 (fun t => (f t)^-1) (- (D / f 0 ^+ 2)).
Proof.
move=> f0 deriv; have cont := derivative_continuous deriv.
move: deriv => /derivative_slope[s [conts <- def_f]].
pose g t := (f 0)^-1 + t * (- (s t * ((f 0)^-1 * (f t)^-1))).
have [d d_gt0 near] : exists2 d, 0 < d & forall t, `|t| < d -> g t = (f t)^-1.
  have half : 0 < `|f 0| / 2%:R by rewrite divr_gt0 ?normr_gt0 ?ltr0n.
  have [d d_gt0 near] := cont _ half.
  exists d => // t /near le; have ft : f t != 0.
    apply: contraTneq le => ->; rewrite sub0r normrN -ltNge ltr_pdivr_mulr ?ltr0n //.
    by rewrite ltr_pmulr ?normr_gt0 ?ltr1n.
  have ts : t * s t = f t - f 0 by rewrite (def_f t) [f 0 + _]addrC addrK.
  by rewrite /g mulrN mulrA ts mulrBl mulrCA divff // mulr1 mulVKf // opprB addrCA subrr addr0.
apply: (derivative_near d_gt0 near); apply/derivative_slope.
exists (fun t => - (s t * ((f 0)^-1 * (f t)^-1))); split=> [||t].
- apply: (continuous_ext (fun t => mulN1r _)); apply: continuousM; first exact: continuous_const.
  apply: continuousM => //; apply: continuousM; first exact: continuous_const.
  exact: continuous_inverse.
- by rewrite -invfM expr2.
by rewrite /g mul0r addr0.
Qed.

(* (√f)′ = f′/(2√f), for any nonnegative root, positive at 0 *)
Lemma derivative_root f r D : (forall t, 0 <= r t /\ r t ^+ 2 = f t) -> 0 < r 0 -> derivative_at_0 f D ->
  derivative_at_0 r (D / (r 0 *+ 2)).
Proof.
move=> root r0 /derivative_slope[s [conts <- def_f]].
have sum_gt0 t : 0 < r t + r 0 by rewrite ltr_paddl //; case: (root t).
have sum_neq0 t : r t + r 0 != 0 by rewrite gt_eqF.
have def_r t : r t = r 0 + t * (s t / (r t + r 0)).
  apply/(addIr (- r 0))/(mulIf (sum_neq0 t)).
  by rewrite [r 0 + _]addrC addrK mulrA divfK // -subr_sqr !(root _).2 (def_f t) [f 0 + _]addrC addrK.
have contr : continuous_at_0 r.
  have contf : continuous_at_0 f.
    by apply: (derivative_continuous (D := s 0)); apply/derivative_slope; exists s.
  move=> e e_gt0; have [d d_gt0 near] := contf (e * r 0) (mulr_gt0 e_gt0 r0).
  exists d => // t /near; rewrite -!(root _).2 subr_sqr normrM => le.
  rewrite -(ler_pmul2r r0) (le_trans _ le) // ler_wpmul2l //.
  by rewrite ger0_norm ?(ltW (sum_gt0 t)) // ler_addr; case: (root t).
apply/derivative_slope; exists (fun t => s t / (r t + r 0)); split=> //.
apply: continuousM => //; apply: continuous_inverse; first by rewrite gt_eqF.
by apply: continuousD => //; exact: continuous_const.
Qed.

End Derivative.

Print Assumptions derivative_unique.
Print Assumptions derivative_root.
