(* The flags of a linear network: the column spaces of P_l grow with l, the row spaces of Q_l shrink. *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Frobenius Loewner Kronecker Rules LoewnerRules ConditionRules FlagRules Network NetworkRules.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section FlagNetwork.
Variables (R : realFieldType) (d : nat).

(* Layer 1 of a network that has a last layer W *)
Fixpoint first_layer m (N : network R d m) : forall k (W : 'M[R]_(k, m)), layers (Layer N W) :=
  match N with
  | Input => fun k W => None
  | Layer _ _ N' W' => fun k W => Some (first_layer N' W')
  end.

Lemma before_first m (N : network R d m) k (W : 'M[R]_(k, m)) s (S : 'M[R]_(d, s)) :
  gram (before (first_layer N W) *m S)^T = gram S^T.
Proof. by elim: m / N k W => [|m m' N IH W'] k W /=; [rewrite mul1mx|exact: IH]. Qed.

Lemma after_flag m (N : network R d m) k (W : 'M[R]_(k, m)) (l : layers (Layer N W)) :
  ((after (first_layer N W))^T <= (after l)^T)%MS.
Proof.
elim: m / N k W l => [|m m' N IH W'] k W [l|] /=; rewrite ?trmx1 ?submx1 //.
by rewrite !trmx_mul; apply: submxMr; exact: IH.
Qed.

Lemma before_flag m (N : network R d m) k (W : 'M[R]_(k, m)) s (S : 'M[R]_(d, s)) (l : layers (Layer N W)) :
  (before (None : layers (Layer N W)) *m S <= before l *m S)%MS.
Proof.
apply: submxMr; case: l => [l|] //=; rewrite -(after_weight_before l).
exact: submxMl.
Qed.

Lemma rank_data n d' (A : 'M[R]_(n, d')) (S : 'M[R]_d') s :
  0 < s -> below_lambda_min (gram S) s -> \rank (A *m S) = \rank A.
Proof.
move=> s_gt0 lower; apply: mxrankMfree; rewrite -kermx_eq0; apply/eqP/row_matrixP => i.
rewrite row0; apply/eqP; have := lower (row i (kermx S)).
rewrite form_scalar form_gram -row_mul mulmx_ker row0 sqn0 pmulr_rle0 // => le0.
by rewrite -sqn_eq0 eq_le le0 sqn_ge0.
Qed.

Variables (m k : nat) (N' : network R d m) (W : 'M[R]_(k, m)) (S : 'M[R]_d).
Let N := Layer N' W.
Let first : layers N := first_layer N' W.
Let last : layers N := None.
Variable s : R.
Hypotheses (s_gt0 : 0 < s) (s_ends : below_lambda_min (gram S) s).
Hypothesis rankG : \rank (gauss_newton_small S N)
  = (\rank (after first) * d + (k - \rank (after first)) * \rank (before last))%N.

Lemma rule_flags_network a l1 l2 lo hi : enclosure lo hi (gauss_newton_small S N) ->
  (forall l : layers N, below_sigma_positive (after l) (a l)) ->
  below_lambda_min (\sum_(l : layers N) a l *: gram (before l *m S)^T) l1 ->
  below_sigma_positive (before last *m S) l2 ->
  positive_enclosure (guarded_min (0 < \rank (after first))%N l1
    ((\rank (after first) < k)%N && (0 < \rank (before last))%N) l2) hi (gauss_newton_small S N).
Proof.
move=> enc P_ends sum_ends Q_ends; rewrite -(rank_data (before last) s_gt0 s_ends).
apply: (rule_flags (first := first) (last := last) _ _ _ enc P_ends sum_ends Q_ends) => [l|l||].
- exact: after_flag.
- exact: before_flag.
- by rewrite /gram /= trmx1 mulmx1.
by rewrite rankG (rank_data _ s_gt0 s_ends).
Qed.

Lemma rule_flags_network_mirrored b l1 l2 lo hi : enclosure lo hi (gauss_newton_small S N) ->
  (forall l : layers N, below_sigma_positive (before l *m S) (b l)) ->
  below_lambda_min (\sum_(l : layers N) b l *: gram (after l)) l1 ->
  below_sigma_positive (after first) l2 ->
  positive_enclosure (guarded_min (0 < \rank (before last))%N l1
    ((\rank (before last) < d)%N && (0 < \rank (after first))%N) (s * l2)) hi (gauss_newton_small S N).
Proof.
move=> enc Q_ends sum_ends P_ends; rewrite -(rank_data (before last) s_gt0 s_ends).
apply: (rule_flags_mirrored (first := first) (last := last) (S := S) _ _ _ enc Q_ends sum_ends P_ends s_gt0 s_ends) => [l|l||].
- exact: after_flag.
- exact: before_flag.
- exact: before_first.
by rewrite rankG (rank_data _ s_gt0 s_ends).
Qed.

End FlagNetwork.

Print Assumptions rule_flags_network.
Print Assumptions rule_flags_network_mirrored.
