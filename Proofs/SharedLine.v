(* The dimension of a sum of subspaces that share a line and are independent but for it.                              *)
From mathcomp Require Import all_ssreflect all_algebra.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

Section SharedLine.
Variables (F : fieldType) (I : finType) (m : nat) (n : I -> nat) (U : forall l, 'M[F]_(n l, m)) (f : 'rV[F]_m).
Variable l0 : I.
Hypotheses (f_neq0 : f != 0) (line : forall l, (f <= U l)%MS).

(* What each has beside the line *)
Let V l := (U l :\: f)%MS.

Let sumE : (\sum_l <<U l>> :=: \sum_l V l + f)%MS.
Proof.
apply/eqmxP/andP; split.
  apply/sumsmx_subP => l _; rewrite genmxE -(addsmx_diff_cap_eq (U l) f) addsmx_sub; apply/andP; split.
    by apply: submx_trans (addsmxSl _ _); exact: (sumsmx_sup l).
  exact: submx_trans (capmxSr _ _) (addsmxSr _ _).
rewrite addsmx_sub; apply/andP; split.
  apply/sumsmx_subP => l _; apply: submx_trans (diffmxSl _ _) _.
  by rewrite (sumsmx_sup l) // genmxE.
by apply: submx_trans (line l0) _; rewrite (sumsmx_sup l0) // genmxE.
Qed.

Let rankV l : \rank (V l) = (\rank (U l) - 1)%N.
Proof.
rewrite -(mxrank_cap_compl (U l) f) -/(V l); suff -> : \rank (U l :&: f) = 1%N by rewrite addKn.
have -> : (U l :&: f :=: f)%MS by apply/capmx_idPr; exact: line.
by rewrite rank_rV f_neq0.
Qed.

Let rank_direct :
  (\rank (\sum_l <<U l>>)%MS <= \sum_l (\rank (U l) - 1) + 1 ?= iff mxdirect (\sum_l V l + f))%N.
Proof.
rewrite sumE -(eq_bigr _ (fun l _ => rankV l)).
have rank_f : \rank f = 1%N by rewrite rank_rV f_neq0.
rewrite -[in X in (_ <= X ?= iff _)%N]rank_f; exact: mxrank_sum_leqif.
Qed.

Lemma rank_shared_line_leq : (\rank (\sum_l <<U l>>)%MS <= \sum_l (\rank (U l) - 1) + 1)%N.
Proof. by case: rank_direct. Qed.

(* Vectors of the subspaces have the sum zero only if they're on the line. *)
Definition meet_in_line := forall z : I -> 'rV[F]_m,
  (forall l, (z l <= U l)%MS) -> \sum_l z l = 0 -> forall l, (z l <= f)%MS.

Let directP : mxdirect (\sum_l V l + f) <-> meet_in_line.
Proof.
rewrite mxdirect_addsE mxdirect_trivial /=; split=> [/andP[/mxdirect_sumsP direct /eqP disjoint] z zU sum0|meet].
  have split_z l : exists u, z l == u.1 *m V l + u.2 *m f.
    have /sub_addsmxP[u ->] : (z l <= V l + f)%MS; last by exists u.
    apply: submx_trans (zU l) _; rewrite -(addsmx_diff_cap_eq (U l) f) addsmxS //; exact: capmxSr.
  pose u l := xchoose (split_z l); have zE l : z l = (u l).1 *m V l + (u l).2 *m f by exact/eqP/(xchooseP (split_z l)).
  have parts0 : \sum_l (u l).1 *m V l + (\sum_l (u l).2) *m f = 0.
    by rewrite mulmx_suml -big_split -[RHS]sum0; apply: eq_bigr => l _; rewrite zE.
  have on_line : \sum_l (u l).1 *m V l = 0.
    apply/eqP; rewrite -submx0 -disjoint sub_capmx summx_sub_sums => [|l _]; last exact: submxMl.
    by move/eqP: parts0; rewrite addr_eq0 => /eqP->; rewrite eqmx_opp submxMl.
  move=> l; rewrite zE; suff -> : (u l).1 *m V l = 0 by rewrite add0r submxMl.
  apply/eqP; rewrite -submx0 -(direct l isT) sub_capmx submxMl /=.
  move/eqP: on_line; rewrite (bigD1 l) //= addr_eq0 => /eqP->.
  by rewrite eqmx_opp summx_sub_sums // => j _; exact: submxMl.
have independent z c : (forall l, (z l <= V l)%MS) -> c *: f + \sum_l z l = 0 -> forall l, z l = 0.
  move=> zV sum0; pose z' l := (if l == l0 then c *: f else 0) + z l.
  have onf l : (z' l <= f)%MS.
    apply: meet => [{}l|].
      apply: addmx_sub; last exact: submx_trans (zV l) (diffmxSl _ _).
      by case: eqP => _; [exact: scalemx_sub (line l)|exact: sub0mx].
    by rewrite big_split /= -big_mkcond big_pred1_eq.
  move=> l; apply/eqP; rewrite -submx0 -(capmx_diff (U l) f) sub_capmx zV /=.
  have -> : z l = z' l - (if l == l0 then c *: f else 0) by rewrite addrC addKr.
  apply: addmx_sub; rewrite ?eqmx_opp //.
  by case: eqP => _; [exact: scalemx_sub|exact: sub0mx].
apply/andP; split.
  apply/mxdirect_sumsP => l _; apply/eqP; rewrite -submx0; apply/row_subP => i; rewrite submx0.
  set r := row i _; have rl : (r <= V l)%MS by exact: submx_trans (row_sub _ _) (capmxSl _ _).
  have /sub_sumsmxP[u rE] : (r <= \sum_(j | j != l) V j)%MS by exact: submx_trans (row_sub _ _) (capmxSr _ _).
  pose z j := if j == l then r else - (u j *m V j).
  have -> : r = z l by rewrite /z eqxx.
  apply/eqP; apply: (independent z 0) => [j|].
    by rewrite /z; case: eqP => [->|_] //; rewrite eqmx_opp submxMl.
  rewrite scale0r add0r (bigD1 l) //= {1}/z eqxx {1}rE -big_split big1 //= => j /negPf neq.
  by rewrite /z neq subrr.
rewrite -submx0; apply/row_subP => i; rewrite submx0; set r := row i _.
have /sub_sumsmxP[u rE] : (r <= \sum_j V j)%MS by exact: submx_trans (row_sub _ _) (capmxSl _ _).
have /sub_rVP[c rf] : (r <= f)%MS by exact: submx_trans (row_sub _ _) (capmxSr _ _).
rewrite rE big1 // => j _; apply: (independent (fun j => u j *m V j) (- c)) => [{}j|].
  exact: submxMl.
by rewrite -rE rf scaleNr addNr.
Qed.

Lemma rank_shared_line :
  \rank (\sum_l <<U l>>)%MS = (\sum_l (\rank (U l) - 1) + 1)%N <-> meet_in_line.
Proof.
by rewrite -directP; case: rank_direct => _ <-; split=> [/eqP|/eqP].
Qed.

End SharedLine.

Print Assumptions rank_shared_line_leq.
Print Assumptions rank_shared_line.
