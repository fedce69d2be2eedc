(* Networks of one channel in every layer: matrices of one entry, whose products are those of the entries.            *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Network.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

Section SingleChannels.
Variable R : comRingType.

(* The sum of the entries: the entry, if there's one. *)
Definition total p q (A : 'M[R]_(p, q)) := \sum_a \sum_c A a c.

Lemma total_entry p q (A : 'M[R]_(p, q)) a c : p = 1%N -> q = 1%N -> A a c = total A.
Proof.
move=> p1 q1; subst p q; rewrite /total !big_ord1.
by rewrite [a]ord1 [c]ord1.
Qed.

Lemma total_mul p q r (A : 'M[R]_(p, q)) (B : 'M[R]_(q, r)) : q = 1%N -> total (A *m B) = total A * total B.
Proof.
move=> q1; subst q; rewrite /total [in RHS]exchange_big big_ord1 [X in _ * X]big_ord1 big_distrl /=.
apply: eq_bigr => a _; rewrite big_distrr; apply: eq_bigr => c _ /=.
by rewrite mxE big_ord1.
Qed.

Lemma total0 p q : total (0 : 'M[R]_(p, q)) = 0.
Proof. by rewrite /total big1 // => a _; rewrite big1 // => c _; rewrite mxE. Qed.

Lemma totalZ p q t (A : 'M[R]_(p, q)) : total (t *: A) = t * total A.
Proof.
rewrite /total mulr_sumr; apply: eq_bigr => a _; rewrite mulr_sumr; apply: eq_bigr => c _.
by rewrite mxE.
Qed.

Lemma total_sum p q (I : finType) (A : I -> 'M[R]_(p, q)) : total (\sum_i A i) = \sum_i total (A i).
Proof.
rewrite /total [RHS]exchange_big; apply: eq_bigr => a _ /=; rewrite [RHS]exchange_big; apply: eq_bigr => c _ /=.
by rewrite summxE.
Qed.

Lemma total1 p : p = 1%N -> total (1%:M : 'M[R]_p) = 1.
Proof. by move=> p1; subst p; rewrite /total !big_ord1 mxE. Qed.

Variable d : nat.

Lemma prod_layers m k (N : network R d m) (W : 'M[R]_(k, m)) (P : pred (layers (Layer N W)))
    (F : layers (Layer N W) -> R) :
  \prod_(l | P l) F l = (if P None then F None else 1) * \prod_(l : layers N | P (Some l)) F (Some l).
Proof.
rewrite big_mkcond (bigD1 None) //=; congr (_ * _).
rewrite [RHS]big_mkcond (reindex_omap Some id) => [|[l|]] //=.
by apply: eq_bigl => l; rewrite !eqxx.
Qed.

(* One row and one column in every layer *)
Definition single_channels k (N : network R d k) := forall l : layers N, rows l = 1%N /\ columns l = 1%N.

Lemma total_end_to_end k (N : network R d k) : k = 1%N -> single_channels N ->
  total (end_to_end N) = \prod_(l : layers N) total (weight l).
Proof.
elim: k / N => [|m k N IH W] k1 single /=; first by rewrite total1 // big1 // => -[].
have [_ m1] := single None; rewrite total_mul // IH // => [|l]; last exact: (single (Some l)).
by rewrite (prod_layers (W := W)).
Qed.

(* P_l A Q_l = A Π_{m≠l} w_m *)
Lemma total_term k (N : network R d k) (l : layers N) (A : 'M[R]_(rows l, columns l)) :
  k = 1%N -> single_channels N ->
  total (after l *m A *m before l) = total A * \prod_(m : layers N | m != l) total (weight m).
Proof.
elim: k / N l A => [[]|m k N IH W [l|]] A k1 single; have [_ m1] := single None.
  rewrite /= -!mulmxA (total_mul W) // !mulmxA IH // => [|l']; last exact: (single (Some l')).
  by rewrite (prod_layers (W := W)) /= mulrCA.
rewrite /= mul1mx total_mul // total_end_to_end // => [|l]; last exact: (single (Some l)).
by rewrite (prod_layers (W := W)) /= mul1r.
Qed.

Lemma single_sizes k' (N' : network R d k') : (0 < #|layers N'|)%N ->
  single_channels N' -> k' = 1%N /\ d = 1%N.
Proof.
case: k' / N' => [|m k' N' W]; first by rewrite eq_card0 // => -[].
move=> _ single; case: (single None) => /= k1 m1; split=> //.
have {single} : single_channels N' by move=> l; exact: (single (Some l)).
elim: m / N' {W} m1 => // m m' N' IH W _ single; have [_ m1] := single None.
by apply: IH => // l; exact: (single (Some l)).
Qed.

End SingleChannels.
