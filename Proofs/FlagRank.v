(* The rank of Σ_l P_lP_lᵀ ⊗ (Q_lS)ᵀ(Q_lS) for a linear network: a sum of tensor products along two flags.            *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Frobenius Loewner Kronecker Rules LoewnerRules ConditionRules FlagRules Network NetworkRules
  FlagNetwork.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Ranges.
Variable R : realFieldType.

Lemma rank_from_kernel n p q (A : 'M[R]_(n, p)) (B : 'M[R]_(n, q)) :
  (\rank (kermx A) <= \rank (kermx B))%N -> (\rank B <= \rank A)%N.
Proof.
have nullity t (M : 'M[R]_(n, t)) : (\rank (kermx M) + \rank M = n)%N by rewrite mxrank_ker subnK ?rank_leq_row.
by move=> le; rewrite -(leq_add2l (\rank (kermx B))) nullity -{1}(nullity _ A) leq_add2r.
Qed.

(* The range of a sum of semidefinite matrices is the sum of their ranges. *)
Lemma range_sum n (A B : 'M[R]_n) : semidefinite A -> semidefinite B -> ((A + B)%R :=: A + B)%MS.
Proof.
move=> [symA psdA] [symB psdB].
have kernel (M : 'M[R]_n) (x : 'rV_n) : M^T = M -> loewner 0 M -> form M x = 0 -> x *m M = 0.
  move=> symM psdM fx; have := cauchy_schwarz symM psdM x (x *m M).
  rewrite fx mul0r -sqnE => le0; apply/eqP; rewrite -sqn_eq0 -sqrf_eq0 eq_le le0.
  exact: sqr_ge0.
have le_rank : (\rank (A + B)%MS <= \rank (A + B)%R)%N.
  have col : (\rank (A + B)%MS = \rank (row_mx A B))%N.
    by rewrite (addsmxE A B) -mxrank_tr tr_col_mx symA symB.
  rewrite col; have le_ker : (\rank (kermx (A + B)%R) <= \rank (kermx (row_mx A B)))%N.
    apply/mxrankS/row_subP => i; apply/sub_kermxP; set x := row i _.
    have x0 : x *m (A + B) = 0 by rewrite /x -row_mul mulmx_ker row0.
    have sum0 : form A x + form B x = 0 by rewrite -formD /form x0 inner0l.
    have fA : form A x = 0.
      apply/eqP; rewrite eq_le psd_form // andbT -sum0 ler_addl; exact: psd_form.
    have fB : form B x = 0 by move: sum0; rewrite fA add0r.
    by rewrite mul_mx_row !kernel // row_mx0.
  by apply: rank_from_kernel.
apply/eqmxP; rewrite -mxrank_leqif_eq; last first.
  by rewrite addmx_sub ?addsmxSl ?addsmxSr.
by rewrite eqn_leq le_rank andbT mxrankS // addmx_sub ?addsmxSl ?addsmxSr.
Qed.

Lemma gram_range m n (A : 'M[R]_(m, n)) : (gram A :=: A^T)%MS.
Proof.
apply/eqmxP; rewrite -mxrank_leqif_eq ?submxMl // mxrank_tr eqn_leq mxrankM_maxl /=.
apply/rank_from_kernel/mxrankS/row_subP => i; apply/sub_kermxP; set x := row i _.
have x0 : x *m gram A = 0 by rewrite /x -row_mul mulmx_ker row0.
by apply/eqP; rewrite -sqn_eq0 -form_gram /form -/(gram A) x0 inner0l.
Qed.

(* A row of A ⊗ B, read as a matrix, has its columns in the row space of A and its rows in that of B. *)
Lemma sub_kronP m n p q (A : 'M[R]_(m, n)) (B : 'M[R]_(p, q)) (Z : 'M_(n, q)) :
  reflect ((Z^T <= A)%MS /\ (Z <= B)%MS) (mxvec Z <= kron A B)%MS.
Proof.
apply: (iffP submxP) => [[y]|[/submxP[Y ZA] /submxP[Y' ZB]]].
  rewrite -[y]vec_mxK mxvec_kron => /(can_inj mxvecK)->; split; last exact: submxMl.
  by rewrite !trmx_mul trmxK mulmxA submxMl.
exists (mxvec (Y^T *m pinvmx B)); rewrite mxvec_kron mulmxA; congr mxvec.
have -> : A^T *m Y^T = Z by rewrite -trmx_mul -ZA trmxK.
by rewrite mulmxKpV // ZB submxMl.
Qed.

Lemma sub_kron m n p q m' p' (A : 'M[R]_(m, n)) (A' : 'M[R]_(m', n)) (B : 'M[R]_(p, q)) (B' : 'M[R]_(p', q)) :
  (A <= A')%MS -> (B <= B')%MS -> (kron A B <= kron A' B')%MS.
Proof.
by move=> /submxP[Y ->] /submxP[Y' ->]; rewrite -kron_mul submxMl.
Qed.

Lemma rank_kron m n p q (A : 'M[R]_(m, n)) (B : 'M[R]_(p, q)) : \rank (kron A B) = (\rank A * \rank B)%N.
Proof.
rewrite -{1}(mulmx_base A) -{1}(mulmx_base B) -kron_mul.
have free : row_free (kron (row_base A) (row_base B)) by apply: kron_row_free; exact: row_base_free.
rewrite mxrankMfree // -mxrank_tr kron_tr; apply/eqP.
have := @kron_row_free R _ _ _ _ (col_base A)^T (col_base B)^T; rewrite /row_free !mxrank_tr => -> //.
  by rewrite -mxrank_tr; have := col_base_full A; rewrite /row_full mxrank_tr.
by have := col_base_full B; rewrite /row_full.
Qed.

Lemma eq_sub_kron m n p q (A : 'M[R]_(m, n * q)) (B : 'M[R]_(p, n * q)) :
  (forall Z : 'M_(n, q), (mxvec Z <= A)%MS -> (mxvec Z <= B)%MS) -> (A <= B)%MS.
Proof.
move=> sub; apply/row_subP => i; rewrite -[row i A]vec_mxK; apply: sub.
by rewrite vec_mxK row_sub.
Qed.

End Ranges.

Section FlagRank.
Variables (R : realFieldType) (d : nat) (S : 'M[R]_d).

(* Layer L, where there is one *)
Definition last_layer k (N : network R d k) : option (layers N) :=
  match N with
  | Input => None
  | Layer _ _ _ _ => Some None
  end.

(* Layer l − 1, where there is one *)
Fixpoint preceding k (N : network R d k) : layers N -> option (layers N) :=
  match N return layers N -> option (layers N) with
  | Input => fun l => match l with end
  | Layer _ _ N' W => fun l =>
      match l with
      | None => omap Some (last_layer N')
      | Some l' => omap Some (preceding l')
      end
  end.

(* rank CP_l, 0 for layer 0 *)
Definition rank_of k k' (C : 'M[R]_(k', k)) (N : network R d k) (l : option (layers N)) : nat :=
  if l is Some l' then \rank (C *m after l') else 0.

Let term k k' (C : 'M[R]_(k', k)) (N : network R d k) (l : layers N) : 'M[R]_(k' * d) :=
  kron (gram (C *m after l)) (gram (before l *m S)^T).

Lemma semidefinite_term k k' (C : 'M[R]_(k', k)) (N : network R d k) (l : layers N) : semidefinite (term C l).
Proof.
split; first by rewrite kron_tr !gram_symmetric.
by apply: kron_semidefinite; [exact: gram_semidefinite|exact: gram_psd].
Qed.

Lemma semidefinite_sum n (I : finType) (M : I -> 'M[R]_n) :
  (forall i, semidefinite (M i)) -> semidefinite (\sum_i M i).
Proof.
move=> semi; split; first by rewrite raddf_sum; apply: eq_bigr => i _; case: (semi i).
by move=> x; rewrite form0 form_sum sumr_ge0 // => i _; rewrite psd_form //; case: (semi i).
Qed.

Lemma gram_kron m n p q (A : 'M[R]_(m, n)) (B : 'M[R]_(p, q)) : (kron (gram A) (gram B^T) :=: kron A^T B)%MS.
Proof.
by apply/eqmxP; rewrite !sub_kron ?gram_range ?submx_refl ?trmxK //.
Qed.

Lemma rank_flags k k' (C : 'M[R]_(k', k)) (N : network R d k) :
  \rank (\sum_(l : layers N) term C l)%R
  = (\sum_(l : layers N) (\rank (C *m after l) - rank_of C (preceding l)) * \rank (before l *m S))%N.
Proof.
elim: k / N k' C => [|m k N IH W] k' C; first by rewrite !big1 ?mxrank0 // => -[].
pose T := term C (None : layers (Layer N W)).
pose A := \sum_(l : layers N) term C (Some l : layers (Layer N W)).
have -> : (\sum_(l : layers (Layer N W)) term C l)%R = T + A by rewrite big_layers.
have defA : A = \sum_(l : layers N) term (C *m W) l by apply: eq_bigr => l _; rewrite /term /= mulmxA.
have semiA : semidefinite A by rewrite defA; apply: semidefinite_sum => l; exact: semidefinite_term.
have rangeT : (T :=: kron C^T (end_to_end N *m S))%MS by rewrite /T /term /= mulmx1; exact: gram_kron.
pose cap := (rank_of (C *m W) (last_layer N) * \rank (end_to_end N *m S))%N.
have rank_cap : \rank (T :&: A)%MS = cap.
  rewrite /cap /rank_of; case: N IH W @A defA semiA @T rangeT {cap} => [|m' k1 N W'] IH W A defA semiA T rangeT.
    by rewrite defA big1 => [|[]] //; rewrite capmx0 mxrank0.
  rewrite /= mulmx1 -(mxrank_tr (C *m W)) -rank_kron; apply/eqP; rewrite eqn_leq; apply/andP; split; apply: mxrankS; last first.
    rewrite sub_capmx; apply/andP; split.
      by rewrite rangeT sub_kron // trmx_mul submxMl.
    rewrite defA big_layers range_sum; last first.
    - by apply: semidefinite_sum => l; exact: (semidefinite_term _ (Some l : layers (Layer N W'))).
    - exact: semidefinite_term.
    apply: submx_trans (addsmxSl _ _); rewrite /term /= mulmx1 gram_kron sub_kron //.
    by rewrite -mulmxA submxMl.
  apply: eq_sub_kron => Z; rewrite sub_capmx rangeT => /andP[/sub_kronP[_ ZE] ZA].
  apply/sub_kronP; split=> //.
  have sub : (A <= kron (C *m W)^T (1%:M : 'M_d))%MS.
    rewrite defA; apply: summx_sub => l _; apply: sub_kron; last exact: submx1.
    by rewrite gram_range trmx_mul submxMl.
  by have /sub_kronP[] := submx_trans ZA sub.
have le_rank : (rank_of (C *m W) (last_layer N) <= \rank C)%N.
  by rewrite /rank_of; case: (last_layer N) => // l; rewrite -mulmxA mxrankM_maxl.
have sum_cap := mxrank_sum_cap T A.
have rankT : \rank T = (\rank C * \rank (end_to_end N *m S))%N by rewrite rangeT rank_kron mxrank_tr.
have semiT : semidefinite T by exact: semidefinite_term.
rewrite (range_sum semiT semiA).
apply/(@addIn cap); rewrite -rank_cap sum_cap rankT rank_cap.
have split_sum : (\sum_(l : layers (Layer N W)) (\rank (C *m after l) - rank_of C (preceding l)) * \rank (before l *m S)
    = (\rank C - rank_of (C *m W) (last_layer N)) * \rank (end_to_end N *m S) + \rank A)%N.
  rewrite defA IH (bigD1 None) //=; congr (_ + _)%N.
    rewrite mulmx1; congr ((_ - _) * _)%N.
    by rewrite /rank_of; case: (last_layer N) => //= l; rewrite mulmxA.
  rewrite (reindex_omap Some id) => [|[l|]] //=.
  apply: eq_big => [l|l _]; first by rewrite !eqxx.
  rewrite mulmxA; congr ((_ - _) * _)%N.
  by rewrite /rank_of; case: (preceding l) => //= l'; rewrite mulmxA.
rewrite split_sum mulnBl /cap addnAC subnK //.
by rewrite leq_mul2r le_rank orbT.
Qed.

(* ⟹ rank Ĝ = Σ_l (p_l − p_{l−1}) q_l, p_l = rank P_l, q_l = rank Q_l, p_0 = 0                                        *)
(* Side condition: S nonsingular. Source: a sum of tensor products along two flags.                                   *)
Lemma rule_flag_rank k (N : network R d k) : S \in unitmx ->
  \rank (\sum_(l : layers N) kron (gram (after l)) (gram (before l *m S)^T))%R
  = (\sum_(l : layers N) (\rank (after l) - rank_of 1%:M (preceding l)) * \rank (before l))%N.
Proof.
move=> unitS; have := rank_flags 1%:M N; rewrite /term.
under eq_bigr do rewrite mul1mx; move=> ->; apply: eq_bigr => l _.
by rewrite mul1mx mxrankMfree // row_free_unit.
Qed.

End FlagRank.

Print Assumptions rule_flag_rank.
