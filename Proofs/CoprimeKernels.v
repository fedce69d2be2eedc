(* Kernels of boxes, coprime as polynomials homogeneous in each axis: the relations between the products of all but one.  *)
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

(* h × v taps *)
Definition in_box h v u := (size u <= h)%N && (sizeY u <= v)%N.

(* Kernels of h × v and h' × v' taps without a common factor, as polynomials homogeneous in each axis: not even at      *)
(* infinity, in no axis do both fall short of their boxes.                                                              *)
Definition coprime_in_boxes h v w h' v' w' :=
  [/\ no_common_factor w w', size w = h \/ size w' = h' & sizeY w = v \/ sizeY w' = v'].

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
Hypotheses (w_neq0 : forall l, w l != 0) (w_box : forall l, in_box (h l) (v l) (w l)).
Hypothesis w_coprime : forall l m, l != m -> coprime_in_boxes (h l) (v l) (w l) (h m) (v m) (w m).

(* The product of the other kernels *)
Definition others l := \prod_(m | m != l) w m.

Lemma others_mul l : w l * others l = \prod_m w m.
Proof. by rewrite (bigD1 l). Qed.

(* Σ_l a_l Π_{m≠l} w_m = 0 on boxes has the solutions a_l = c_l w_l, Σ_l c_l = 0, c_l constant, and no other.            *)
Theorem relations_of_others (a : I -> {poly {poly F}}) :
  (forall l, in_box (h l) (v l) (a l)) -> \sum_l a l * others l = 0 ->
  exists2 c : I -> F, forall l, a l = (c l)%:P%:P * w l & \sum_l c l = 0.
Proof.
move=> a_box sum0; have whole0 : \prod_m w m != 0 by apply/prodf_neq0 => m _; exact: w_neq0.
have multiple l : exists q, a l == q * w l.
  suff [q ->] : divides (w l) (a l) by exists q.
  apply: (@gauss_divides_prod _ (fun m => m != l) _ _ w) => // [m neq|].
    by have [] := w_coprime (l := l) (m := m); rewrite // eq_sym.
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
have constant l : q l = ((q l)`_0`_0)%:P%:P.
  rewrite {1}[q l](size1_polyC (size_q l)); congr _%:P; apply: size1_polyC.
  by apply: leq_trans (size_swap_q l); rewrite -sizeYE max_size_coefXY.
exists (fun l => (q l)`_0`_0) => [l|]; first by rewrite -constant.
by rewrite -!coef_sum sumq !coef0.
Qed.

End CoprimeKernels.

Print Assumptions relations_of_others.
