(* The dimension of a sum of subspaces that share a line and are independent but for it.                              *)
From mathcomp Require Import all_ssreflect all_algebra.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

Section SharedLine.
Variables (F : fieldType) (I : finType) (m : nat) (n : I -> nat) (U : forall l, 'M[F]_(n l, m)) (f : 'rV[F]_m).
Variable l0 : I.
Hypotheses (f_neq0 : f != 0) (line : forall l, (f <= U l)%MS).
Hypothesis meet : forall z : I -> 'rV[F]_m, (forall l, (z l <= U l)%MS) -> \sum_l z l = 0 -> forall l, (z l <= f)%MS.

(* What each has beside the line *)
Let V l := (U l :\: f)%MS.

Let V_independent z c : (forall l, (z l <= V l)%MS) -> c *: f + \sum_l z l = 0 -> forall l, z l = 0.
Proof.
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
Qed.

Lemma rank_shared_line : \rank (\sum_l <<U l>>)%MS = (\sum_l (\rank (U l) - 1) + 1)%N.
Proof.
have sumE : (\sum_l <<U l>> :=: \sum_l V l + f)%MS.
  apply/eqmxP/andP; split; last first.
    rewrite addsmx_sub; apply/andP; split.
      apply/sumsmx_subP => l _; apply: submx_trans (diffmxSl _ _) _.
      by rewrite (sumsmx_sup l) // genmxE.
    by apply: submx_trans (line l0) _; rewrite (sumsmx_sup l0) // genmxE.
  apply/sumsmx_subP => l _; rewrite genmxE -(addsmx_diff_cap_eq (U l) f) addsmx_sub; apply/andP; split.
    by apply: submx_trans (addsmxSl _ _); exact: (sumsmx_sup l).
  exact: submx_trans (capmxSr _ _) (addsmxSr _ _).
have direct : mxdirect (\sum_l V l)%MS.
  apply/mxdirect_sumsP => l _; apply/eqP; rewrite -submx0; apply/row_subP => i; rewrite submx0.
  set r := row i _; have rl : (r <= V l)%MS by exact: submx_trans (row_sub _ _) (capmxSl _ _).
  have /sub_sumsmxP[u rE] : (r <= \sum_(j | j != l) V j)%MS by exact: submx_trans (row_sub _ _) (capmxSr _ _).
  pose z j := if j == l then r else - (u j *m V j).
  have -> : r = z l by rewrite /z eqxx.
  apply/eqP; apply: (@V_independent z 0) => [j|].
    by rewrite /z; case: eqP => [->|_] //; rewrite eqmx_opp submxMl.
  rewrite scale0r add0r (bigD1 l) //= {1}/z eqxx {1}rE -big_split big1 //= => j /negPf neq.
  by rewrite /z neq subrr.
have disjoint : (\sum_l V l :&: f)%MS = 0.
  apply/eqP; rewrite -submx0; apply/row_subP => i; rewrite submx0; set r := row i _.
  have /sub_sumsmxP[u rE] : (r <= \sum_j V j)%MS by exact: submx_trans (row_sub _ _) (capmxSl _ _).
  have /sub_rVP[c rf] : (r <= f)%MS by exact: submx_trans (row_sub _ _) (capmxSr _ _).
  rewrite rE big1 // => j _; apply: (@V_independent (fun j => u j *m V j) (- c)) => [{}j|].
    exact: submxMl.
  by rewrite -rE rf scaleNr addNr.
rewrite sumE (mxrank_disjoint_sum disjoint) (mxdirectP direct) /= rank_rV f_neq0; congr addn.
apply: eq_bigr => l _; have := mxrank_cap_compl (U l) f.
rewrite -/(V l) => <-; suff -> : \rank (U l :&: f) = 1%N by rewrite addKn.
have -> : (U l :&: f :=: f)%MS by apply/capmx_idPr; exact: line.
by rewrite rank_rV f_neq0.
Qed.

End SharedLine.

Print Assumptions rank_shared_line.
