(* Kernels in boxes, coprime as polynomials homogeneous in each axis: the relations between the products of all but   *)
(* one.                                                                                                               *)
From mathcomp Require Import all_ssreflect all_algebra polyXY.
From GNBounds Require Import GaussLemma.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

Lemma divides_sum (A : comRingType) (I : finType) (P : pred I) (d : A) (p : I -> A) :
  (forall i, P i -> divides d (p i)) -> divides d (\sum_(i | P i) p i).
Proof.
move=> dp; elim/big_ind: _ => // [|_ _ [s ->] [t ->]]; first by exists 0; rewrite mul0r.
by exists (s + t); rewrite mulrDl.
Qed.

Section CoprimeKernels.
Variable F : fieldType.
Implicit Types (a q u w : {poly {poly F}}).

Lemma gauss_divides_prod (I : finType) (P : pred I) a w (u : I -> {poly {poly F}}) : w != 0 ->
  (forall i, P i -> no_common_factor w (u i)) -> divides w (a * \prod_(i | P i) u i) -> divides w a.
Proof.
move=> w0 cop; elim/big_rec: _ a => [a|i p Pi IH a]; first by rewrite mulr1.
by rewrite mulrA => /IH; exact: gauss_divides (cop i Pi).
Qed.

Lemma constant_polynomial u : (size u <= 1)%N -> (size (swapXY u) <= 1)%N -> u = (u`_0`_0)%:P%:P.
Proof.
move=> size1 size1'; rewrite {1}[u](size1_polyC size1); congr _%:P; apply: size1_polyC.
by apply: leq_trans size1'; rewrite -sizeYE max_size_coefXY.
Qed.

(* In one variable, here x, it's what mathcomp calls coprime. *)
Lemma no_common_factor_coprimep (p q : {poly F}) : no_common_factor p%:P q%:P <-> coprimep p q.
Proof.
split=> [cop|/Bezout_eq1_coprimepP[[s t] /= bezout] d [p' pE] [q' qE]].
  have image (u : {poly F}) : gcdp p q %| u -> divides (gcdp p q)%:P u%:P.
    by case/dvdpP => e uE; exists e%:P; rewrite {1}uE polyCM.
  have [c c0 /polyC_inj gE] := cop _ (image _ (dvdp_gcdl p q)) (image _ (dvdp_gcdr p q)).
  by rewrite coprimep_def gE size_polyC c0.
have unit_d : d \is a GRing.unit.
  have inverse : (s%:P * p' + t%:P * q') * d = 1.
    by rewrite mulrDl -!mulrA -pE -qE -!polyCM -polyCD bezout.
  by apply/unitrP; eexists; split; last by rewrite mulrC; exact: inverse.
move: unit_d; rewrite !poly_unitE => /andP[/eqP size1 /andP[/eqP size1' unit_c]].
exists d`_0`_0; first by apply: contraTneq unit_c => ->; rewrite unitr0.
by rewrite {1}[d]size1_polyC ?size1 // {1}[d`_0]size1_polyC ?size1'.
Qed.

(* h × v taps *)
Definition in_box h v u := (size u <= h)%N && (sizeY u <= v)%N.

(* Kernels of h × v and h' × v' taps without a common factor, as polynomials homogeneous in each axis: not at         *)
(* infinity either, where both would fall short of their boxes along an axis                                          *)
Definition coprime_in_boxes h v w h' v' w' :=
  [/\ no_common_factor w w', size w = h \/ size w' = h' & sizeY w = v \/ sizeY w' = v'].

(* The tool's criterion, for each axis: with a and b of one tap less along it than w' and w, aw + bw' = 0 has no      *)
(* solution but zero.                                                                                                 *)
Definition only_trivial_relation down right h v w h' v' w' := forall a b,
  in_box (h' - down) (v' - right) a -> in_box (h - down) (v - right) b -> a * w + b * w' = 0 -> a = 0.

Lemma smaller s n : (s <= n)%N -> s != n -> (s <= n - 1)%N.
Proof. by move=> le ne; rewrite -ltnS subn1 (leq_trans _ (leqSpred n)) // ltn_neqAle ne. Qed.

Section AxisSizes.
Variable A : idomainType.
Implicit Types p d : {poly A}.

Lemma size_factor p d n : p != 0 -> d != 0 -> (size (p * d)%R <= n)%N ->
  (size p <= n)%N /\ ((1 < size d)%N -> (size p <= n - 1)%N).
Proof.
move=> p0 d0; rewrite size_mul //; have := d0; rewrite -size_poly_gt0.
case: (size d) => [|s] // _; rewrite addnS /= => le; split=> [|s_gt0]; first exact: leq_trans (leq_addr _ _) le.
by apply: leq_trans (leq_sub2r 1 le); rewrite -addnBA // leq_addr.
Qed.

Lemma no_smaller_multiple q u n : u != 0 -> size u = n -> (size (q * u)%R <= n - 1)%N -> q = 0.
Proof.
move=> u0 full; have [//|q0] := eqVneq q 0; rewrite size_mul // -full.
have := q0; have := u0; rewrite -!size_poly_gt0.
by case: (size u) (size q) => [|s] [|t] // _ _; rewrite addSn subn1 /= addnS ltnNge leq_addl.
Qed.

End AxisSizes.

Theorem coprime_criterion h v w h' v' w' : w != 0 -> w' != 0 -> in_box h v w -> in_box h' v' w' ->
  coprime_in_boxes h v w h' v' w' <->
  only_trivial_relation 1 0 h v w h' v' w' /\ only_trivial_relation 0 1 h v w h' v' w'.
Proof.
move=> w0 w'0 /andP[w_h w_v] /andP[w'_h w'_v].
split=> [[cop full_h full_v]|[down right]].
  have multiples a b : a * w + b * w' = 0 -> exists q, b = q * w /\ a = - q * w'.
    move=> sum0; have [q bE] : divides w b.
      apply: (gauss_divides w0 cop); exists (- a); apply/eqP.
      by rewrite mulNr -addr_eq0 addrC sum0.
    exists q; split=> //; apply: (mulIf w0); apply/eqP.
    by rewrite -subr_eq0 !mulNr opprK mulrAC -bE sum0.
  split=> a b /andP[a_h a_v] /andP[b_h b_v] /multiples[q [bE aE]]; suff q0 : q = 0 by rewrite aE q0 oppr0 mul0r.
    case: full_h => full; first by apply: (no_smaller_multiple w0 full); rewrite -bE.
    by apply: oppr_inj; rewrite oppr0; apply: (no_smaller_multiple w'0 full); rewrite -aE.
  apply: (can_inj swapXYK); rewrite raddf0; case: full_v; rewrite sizeYE => full.
    by apply: no_smaller_multiple full _; rewrite ?swapXY_eq0 // -rmorphM -bE -sizeYE.
  apply: oppr_inj; rewrite oppr0; apply: no_smaller_multiple full _; rewrite ?swapXY_eq0 //.
  by rewrite -rmorphN -rmorphM -aE -sizeYE.
have sizeYN u : sizeY (- u) = sizeY u by rewrite !sizeYE rmorphN size_opp.
have commute : w' * w + - w * w' = 0 by rewrite mulNr mulrC subrr.
have short s t n n' : (s <= n)%N -> (t <= n')%N -> ~~ ((s == n) || (t == n')) -> (s <= n - 1)%N && (t <= n' - 1)%N.
  by move=> le le'; rewrite negb_or => /andP[ne ne']; rewrite !smaller.
split; first last.
- suff /orP[/eqP|/eqP] : (sizeY w == v) || (sizeY w' == v') by [left|right].
  apply: contraR w'0 => /(short _ _ _ _ w_v w'_v)/andP[lt lt'].
  by apply/eqP/(right w' (- w)) => //; rewrite /in_box ?size_opp ?sizeYN subn0 ?w_h ?w'_h.
- suff /orP[/eqP|/eqP] : (size w == h) || (size w' == h') by [left|right].
  apply: contraR w'0 => /(short _ _ _ _ w_h w'_h)/andP[lt lt'].
  by apply/eqP/(down w' (- w)) => //; rewrite /in_box ?size_opp ?sizeYN subn0 ?lt ?lt'.
move=> d [q wE] [q' w'E].
have [q0 d0] : q != 0 /\ d != 0 by move: w0; rewrite wE mulf_eq0 negb_or => /andP.
have q'0 : q' != 0 by move: w'0; rewrite w'E mulf_eq0 negb_or => /andP[].
have relation : q' * w + - q * w' = 0 by rewrite wE w'E mulNr mulrCA subrr.
rewrite wE in w_h; rewrite w'E in w'_h; rewrite wE sizeYE rmorphM in w_v; rewrite w'E sizeYE rmorphM in w'_v.
have [q_h lt_h] := size_factor q0 d0 w_h; have [q'_h lt'_h] := size_factor q'0 d0 w'_h.
have [swap_q0 swap_q'0 swap_d0] : [/\ swapXY q != 0, swapXY q' != 0 & swapXY d != 0] by rewrite !swapXY_eq0.
have [q_v lt_v] := size_factor swap_q0 swap_d0 w_v; have [q'_v lt'_v] := size_factor swap_q'0 swap_d0 w'_v.
have size1 : (size d <= 1)%N.
  rewrite leqNgt; apply: contra q'0 => lt; apply/eqP/(down q' (- q)) => //.
    by rewrite /in_box subn0 sizeYE lt'_h.
  by rewrite /in_box subn0 size_opp sizeYN sizeYE lt_h.
have size1' : (size (swapXY d) <= 1)%N.
  rewrite leqNgt; apply: contra q'0 => lt; apply/eqP/(right q' (- q)) => //.
    by rewrite /in_box subn0 sizeYE q'_h lt'_v.
  by rewrite /in_box subn0 size_opp sizeYN sizeYE q_h lt_v.
have dE := constant_polynomial size1 size1'; exists d`_0`_0 => //.
by apply: contraNneq d0 => c0; rewrite dE c0.
Qed.

Section Axis.
Variables (A : idomainType) (I : finType) (h : I -> nat) (q w : I -> {poly A}).

Lemma constant_quotients : (forall l, w l != 0) -> (forall l, (size (q l * w l)%R <= h l)%N) ->
  (forall l m, l != m -> size (w l) = h l \/ size (w m) = h m) -> \sum_l q l = 0 ->
  forall l, (size (q l) <= 1)%N.
Proof.
move=> w0 box full sum0.
have tight l : size (w l) = h l -> (size (q l) <= 1)%N.
  move=> wl; have [->|q0] := eqVneq (q l) 0; first by rewrite size_poly0.
  have := box l; rewrite size_mul // -wl; have := w0 l; rewrite -size_poly_gt0.
  by case: (size (w l)) => // s _; rewrite addnS /= -add1n leq_add2r.
move=> l; case: (eqVneq (size (w l)) (h l)) => [|short]; first exact: tight.
have -> : q l = - \sum_(m | m != l) q m.
  by apply/eqP; move/eqP: sum0; rewrite (bigD1 l) //= addr_eq0.
rewrite size_opp; apply: leq_trans (size_sum _ _ _) _; apply/bigmax_leqP => m neq.
by apply: tight; case: (full _ _ neq) => // wl; rewrite wl eqxx in short.
Qed.

End Axis.

Variables (I : finType) (h v : I -> nat) (w : I -> {poly {poly F}}).
Hypothesis w_neq0 : forall l, w l != 0.

Definition pairwise_coprime := forall l m, l != m -> coprime_in_boxes (h l) (v l) (w l) (h m) (v m) (w m).

(* The product of the other kernels *)
Definition others l := \prod_(m | m != l) w m.

Lemma others_mul l : w l * others l = \prod_m w m.
Proof. by rewrite (bigD1 l). Qed.

(* Σ_l a_l Π_{m≠l} w_m = 0, a_l in the box of w_l, has no solutions but a_l = c_l w_l, c_l constant.                   *)
Definition only_trivial_relations := forall a : I -> {poly {poly F}},
  (forall l, in_box (h l) (v l) (a l)) -> \sum_l a l * others l = 0 ->
  exists c : I -> F, forall l, a l = (c l)%:P%:P * w l.

Lemma coprime_relations : pairwise_coprime -> only_trivial_relations.
Proof.
move=> w_coprime a a_box sum0; have whole0 : \prod_m w m != 0 by apply/prodf_neq0 => m _; exact: w_neq0.
have multiple l : exists q, a l == q * w l.
  suff [q ->] : divides (w l) (a l) by exists q.
  apply: (@gauss_divides_prod _ (fun m => m != l) _ _ w) => // [m neq|].
    by rewrite eq_sym in neq; have [] := w_coprime l m neq.
  have -> : a l * others l = \sum_(m | m != l) - a m * others m.
    rewrite (eq_bigr (fun m => - (a m * others m))) => [|m _]; last by rewrite mulNr.
    by rewrite sumrN; apply/eqP; move/eqP: sum0; rewrite (bigD1 l) //= addr_eq0.
  apply: divides_sum => m neq; rewrite /others (bigD1 l) 1?eq_sym //=.
  by exists (- a m * \prod_(i | (i != m) && (i != l)) w i); rewrite mulrCA mulrC.
pose q l := xchoose (multiple l); have aE l : a l = q l * w l by apply/eqP; exact: (xchooseP (multiple l)).
have sumq : \sum_l q l = 0.
  apply: (mulIf whole0); rewrite mul0r -[RHS]sum0 mulr_suml.
  by apply: eq_bigr => l _; rewrite aE -mulrA others_mul.
have size_q l : (size (q l) <= 1)%N.
  apply: (constant_quotients w_neq0 (h := h)) sumq _ => [m|m m' /w_coprime[] //].
  by rewrite -aE; case/andP: (a_box m).
have size_swap_q l : (size (swapXY (q l)) <= 1)%N.
  have sum_swap : \sum_l swapXY (q l) = 0 by rewrite -raddf_sum sumq raddf0.
  apply: (constant_quotients (w := swapXY \o w) (h := v)) sum_swap _ => [m|m|m m' /w_coprime[_ _]] /=.
  - by rewrite swapXY_eq0.
  - by rewrite -rmorphM -aE -sizeYE; case/andP: (a_box m).
  - by rewrite -!sizeYE.
have constant l := constant_polynomial (size_q l) (size_swap_q l).
by exists (fun l => (q l)`_0`_0) => l; rewrite -constant.
Qed.

(* Two kernels have a relation of their own only if all have. *)
Lemma trivial_pair l m a b : only_trivial_relations -> l != m ->
  in_box (h m) (v m) a -> in_box (h l) (v l) b -> a * w l + b * w m = 0 -> exists c : F, a = c%:P%:P * w m.
Proof.
move=> trivial neq a_box b_box sum0; pose p i := if i == m then a else if i == l then b else 0.
have p_m : p m = a by rewrite /p eqxx.
have p_l : p l = b by rewrite /p (negPf neq) eqxx.
have [i|//|c cE] := trivial p.
- rewrite /p; case: eqP => [->|_] //; case: eqP => [->|_] //.
  by rewrite /in_box sizeYE raddf0 !size_poly0.
- rewrite (bigD1 m) // (bigD1 l) //= big1 => [|i /andP[/negPf i_m /negPf i_l]]; last by rewrite /p i_m i_l mul0r.
  rewrite addr0 p_m p_l /others (bigD1 l) // [in X in _ + X](bigD1 m) 1?eq_sym //= !mulrA.
  by rewrite (eq_bigl (fun i => (i != l) && (i != m))) => [|i]; rewrite -?mulrDl ?sum0 ?mul0r // andbC.
by exists (c m); rewrite -p_m.
Qed.

Hypothesis w_box : forall l, in_box (h l) (v l) (w l).

Theorem relations_of_others : only_trivial_relations <-> pairwise_coprime.
Proof.
split=> [trivial l m neq|]; last exact: coprime_relations.
(* A relation of smaller boxes has a multiple that isn't trivial. *)
have zero a b t : in_box (h m) (v m) a -> in_box (h l) (v l) b -> in_box (h m) (v m) (a * t) ->
    in_box (h l) (v l) (b * t) -> (forall c c' : F, c%:P%:P * t = c'%:P%:P -> c = 0) ->
    a * w l + b * w m = 0 -> a = 0.
  move=> a_box b_box at_box bt_box varies sum0.
  have [c aE] := trivial_pair trivial neq a_box b_box sum0.
  have [|c' atE] := trivial_pair trivial neq at_box bt_box.
    by rewrite ![_ * t * _]mulrAC -mulrDl sum0 mul0r.
  rewrite aE (varies c c') ?mul0r //; apply: (mulIf (w_neq0 m)).
  by rewrite -atE aE mulrAC.
have wider h' v' u : in_box (h' - 1) (v' - 0) u -> in_box h' v' u /\ in_box h' v' (u * 'X).
  rewrite subn0 => /andP[u_h u_v]; rewrite /in_box sizeY_mulX u_v !andbT; have le := leq_trans u_h (leq_subr 1 h').
  split=> //; have [->|u0] := eqVneq u 0; first by rewrite mul0r size_poly0.
  have := u0; rewrite -size_poly_gt0 size_mulX // => u_gt0.
  by case: h' u_h {le} => [|h']; rewrite ?subn1 // leqNgt u_gt0.
have higher h' v' u : in_box (h' - 0) (v' - 1) u -> in_box h' v' u /\ in_box h' v' (u * 'X%:P).
  have swap p n n' : in_box n n' p = in_box n' n (swapXY p).
    by rewrite /in_box !sizeYE swapXYK andbC.
  by rewrite !(swap _ h') (swap _ (h' - 0)%N) rmorphM /= swapXY_Y => /wider.
apply/coprime_criterion => //; split=> a b.
  move=> /wider[a_box aX_box] /wider[b_box bX_box]; apply: zero aX_box bX_box _ => // c c'.
  by move/(congr1 (fun u : {poly {poly F}} => u`_1`_0)); rewrite coefMX !coefC.
move=> /higher[a_box aY_box] /higher[b_box bY_box]; apply: zero aY_box bY_box _ => // c c'.
by move/(congr1 (fun u : {poly {poly F}} => u`_0`_1)); rewrite -polyCM !coefC /= coefMX !coefC.
Qed.

End CoprimeKernels.

Print Assumptions no_common_factor_coprimep.
Print Assumptions coprime_criterion.
Print Assumptions relations_of_others.
