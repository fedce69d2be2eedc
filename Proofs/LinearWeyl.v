(* linear.weyl: κ(Ĝ) ≤ κ(Σ) · Σ_l σ_max²(P_l)σ_max²(Q_l) / Σ_l σ_row²(P_l)σ_col²(Q_l), for networks of any depth and  *)
(* any widths, and the network side: Ĝ is what the Jacobian gives. Zhao, Singh, Lucchi, NeurIPS 2024, Lemma 2.        *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Frobenius Rules.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Network.
Variable R : realFieldType.

(* A chain of layers from R^d to R^k: W^1, then the rest. *)
Inductive chain : nat -> nat -> Type :=
| Last d : chain d d
| Layer d m k : 'M[R]_(m, d) -> chain m k -> chain d k.

(* W^L ⋯ W^1 *)
Fixpoint product d k (c : chain d k) : 'M[R]_(k, d) :=
  match c in chain d k return 'M_(k, d) with
  | Last d => 1%:M
  | Layer d m k W rest => product rest *m W
  end.

(* Σ_l ‖Q_l Z P_l‖_F², where P_l is the product behind layer l and Q_l, the product before it, grows from a given Q *)
Fixpoint form n m k (c : chain m k) : 'M[R]_(m, n) -> 'M[R]_(n, k) -> R :=
  match c in chain m k return 'M_(m, n) -> 'M_(n, k) -> R with
  | Last _ => fun _ _ => 0
  | Layer _ _ _ W rest => fun Q Z => sqn (Q *m Z *m product rest) + form rest (W *m Q) Z
  end.

(* Σ_l Q_lᵀQ_l Z P_lP_lᵀ: Ĝ as an operator on matrices *)
Fixpoint gauss_newton n m k (c : chain m k) : 'M[R]_(m, n) -> 'M[R]_(n, k) -> 'M[R]_(n, k) :=
  match c in chain m k return 'M_(m, n) -> 'M_(n, k) -> 'M_(n, k) with
  | Last _ => fun _ _ => 0
  | Layer _ _ _ W rest => fun Q Z =>
      (Q^T *m Q) *m Z *m (product rest *m (product rest)^T) + gauss_newton rest (W *m Q) Z
  end.

Lemma gauss_newton_form n m k (c : chain m k) (Q : 'M_(m, n)) Z :
  \tr (Z^T *m gauss_newton c Q Z) = form c Q Z.
Proof.
elim: c Q Z => [d|d m' k' W rest IH] Q Z /=; first by rewrite mulmx0 linear0.
rewrite mulmxDr linearD /= IH; congr (_ + _).
rewrite sqn_trace !trmx_mul !mulmxA mxtrace_mulC !mulmxA.
by [].
Qed.

(* --- the network side: the Jacobian --- *)

(* a direction for the weights of a chain *)
Fixpoint direction d k (c : chain d k) : Type :=
  match c with
  | Last _ => unit
  | Layer d m k _ rest => ('M[R]_(m, d) * direction rest)%type
  end.

(* the derivative of the product in a direction, by the product rule *)
Fixpoint derivative d k (c : chain d k) : direction c -> 'M[R]_(k, d) :=
  match c in chain d k return direction c -> 'M_(k, d) with
  | Last _ => fun _ => 0
  | Layer _ _ _ W rest => fun h => derivative h.2 *m W + product rest *m h.1
  end.

(* Σ_l P_l H_l Q_l *)
Fixpoint jacobian n m k (c : chain m k) : 'M[R]_(m, n) -> direction c -> 'M[R]_(k, n) :=
  match c in chain m k return 'M_(m, n) -> direction c -> 'M_(k, n) with
  | Last _ => fun _ _ => 0
  | Layer _ _ _ W rest => fun Q h => product rest *m h.1 *m Q + jacobian (W *m Q) h.2
  end.

Lemma derivative_jacobian n m k (c : chain m k) (Q : 'M_(m, n)) (h : direction c) :
  derivative h *m Q = jacobian Q h.
Proof.
elim: c Q h => [d|d m' k' W rest IH] Q h /=; first by rewrite mul0mx.
by rewrite mulmxDl -mulmxA IH addrC.
Qed.

(* Σ_l ⟨H_l, P_lᵀ Y Q_lᵀ⟩: the adjoint of the Jacobian, layer by layer *)
Fixpoint adjoint_pairing n m k (c : chain m k) : 'M[R]_(m, n) -> direction c -> 'M[R]_(k, n) -> R :=
  match c in chain m k return 'M_(m, n) -> direction c -> 'M_(k, n) -> R with
  | Last _ => fun _ _ _ => 0
  | Layer _ _ _ W rest => fun Q h Y =>
      \tr (h.1^T *m ((product rest)^T *m Y *m Q^T)) + adjoint_pairing (W *m Q) h.2 Y
  end.

Lemma jacobian_adjoint n m k (c : chain m k) (Q : 'M_(m, n)) (h : direction c) Y :
  \tr ((jacobian Q h)^T *m Y) = adjoint_pairing Q h Y.
Proof.
elim: c Q h Y => [d|d m' k' W rest IH] Q h Y /=; first by rewrite trmx0 mul0mx linear0.
rewrite linearD /= mulmxDl linearD /= IH; congr (_ + _).
by rewrite !trmx_mul !mulmxA mxtrace_mulC !mulmxA mxtrace_mulC !mulmxA mxtrace_mulC !mulmxA.
Qed.

(* Jᵀ Y as a direction *)
Fixpoint adjoint n m k (c : chain m k) : 'M[R]_(m, n) -> 'M[R]_(k, n) -> direction c :=
  match c in chain m k return 'M_(m, n) -> 'M_(k, n) -> direction c with
  | Last _ => fun _ _ => tt
  | Layer _ _ _ W rest => fun Q Y => ((product rest)^T *m Y *m Q^T, adjoint rest (W *m Q) Y)
  end.

(* J Jᵀ is Ĝ, up to transposition of the argument *)
Lemma jacobian_gauss_newton n m k (c : chain m k) (Q : 'M_(m, n)) (Y : 'M_(k, n)) :
  jacobian Q (adjoint c Q Y) = (gauss_newton c Q Y^T)^T.
Proof.
elim: c Q Y => [d|d m' k' W rest IH] Q Y /=; first by rewrite trmx0.
rewrite linearD /= IH; congr (_ + _).
by rewrite !trmx_mul !trmxK !mulmxA.
Qed.

(* --- the bound --- *)

(* ends for P_l and Q_l of every layer: (σ_row², σ_max²) of P_l, (σ_col², σ_max²) of Q_l *)
Record ends := Ends { rowP : R; maxP : R; colQ : R; maxQ : R }.

Fixpoint valid n m k (c : chain m k) : 'M[R]_(m, n) -> seq ends -> Prop :=
  match c in chain m k return 'M_(m, n) -> seq ends -> Prop with
  | Last _ => fun _ es => es = [::]
  | Layer _ _ _ W rest => fun Q es =>
      if es is e :: es' then
        [/\ 0 <= rowP e, 0 <= maxP e, 0 <= colQ e & 0 <= maxQ e] /\
        [/\ below (rowP e) (product rest)^T, above (maxP e) (product rest)^T,
            below (colQ e) Q & above (maxQ e) Q] /\
        valid rest (W *m Q) es'
      else False
  end.

Definition low (es : seq ends) : R := \sum_(e <- es) rowP e * colQ e.
Definition high (es : seq ends) : R := \sum_(e <- es) maxP e * maxQ e.

Lemma weyl_sum n m k (c : chain m k) (Q : 'M_(m, n)) es :
  valid c Q es -> [/\ 0 <= low es, 0 <= high es & enclosed (low es) (high es) (form c Q)].
Proof.
elim: c Q es => [d|d m' k' W rest IH] Q [|e es] //=.
  by rewrite /low /high !big_nil; split=> // Z; rewrite /= !mul0r lexx.
case=> -[p0 p'0 q0 q'0] [[pl pu ql qu] /IH [l0 h0 enc]]; rewrite /low /high !big_cons.
split; try by rewrite addr_ge0 ?mulr_ge0.
exact: rule_weyl_sum (rule_kronecker q0 pl pu ql qu) enc.
Qed.

Lemma form_mixed_product n k m (c : chain m k) (Q : 'M_(m, n)) (S : 'M_n) Z :
  form c (Q *m S) Z = form c Q (S *m Z).
Proof.
elim: c Q Z => [d|d m' k' W rest IH] Q Z //=.
by rewrite rule_mixed_product mulmxA IH.
Qed.

Section Bound.
Variables (d k : nat) (c : chain d k) (S : 'M[R]_d).
(* λ_min(Σ), λ_max(Σ), as ends for SᵀS, which has the spectrum of Σ = SSᵀ *)
Variables (smin smax : R) (es : seq ends).
Hypotheses (smin0 : 0 <= smin) (Smin : below smin S) (Smax : above smax S).
(* ends for P_l and Q_l, Q_1 = I *)
Hypothesis layers : valid c 1%:M es.

(* Ĝ with S inside: Q_l S in place of Q_l *)
Let G := gauss_newton c S.

Lemma linear_weyl_form : enclosed (smin * low es) (smax * high es) (form c S).
Proof.
case: (weyl_sum layers) => l0 h0 enc Z.
by rewrite -[S]mul1mx form_mixed_product; exact: (rule_congruence l0 h0 Smin Smax enc).
Qed.

(* every eigenvalue of Ĝ lies between the ends *)
Theorem linear_weyl_eigenvalue mu Z : Z != 0 -> G Z = mu *: Z -> smin * low es <= mu <= smax * high es.
Proof.
move=> Z0 eigen; have Zp := sqn_gt0 Z0.
have value : form c S Z = mu * sqn Z.
  by rewrite -gauss_newton_form -/(G Z) eigen -scalemxAr linearZ /= -sqn_trace.
by have := linear_weyl_form Z; rewrite value !ler_pmul2r.
Qed.

(* κ(Ĝ) ≤ (λ_max(Σ)/λ_min(Σ)) · Σ_l σ_max²(P_l)σ_max²(Q_l) / Σ_l σ_row²(P_l)σ_col²(Q_l) *)
Theorem linear_weyl mu1 mu2 Z1 Z2 :
  0 < smin * low es -> Z1 != 0 -> Z2 != 0 -> G Z1 = mu1 *: Z1 -> G Z2 = mu2 *: Z2 ->
  0 < mu2 /\ mu1 / mu2 <= smax / smin * (high es / low es).
Proof.
move=> lo0 Z1n Z2n e1 e2.
have /andP[_ m1] := linear_weyl_eigenvalue Z1n e1.
have /andP[m2 m2'] := linear_weyl_eigenvalue Z2n e2.
rewrite -rule_factors; apply: rule_quotient => //.
by apply: le_trans m2'; apply: le_trans m2; exact: ltW.
Qed.

End Bound.
End Network.

Print Assumptions linear_weyl.
Print Assumptions linear_weyl_eigenvalue.
Print Assumptions jacobian_gauss_newton.
Print Assumptions derivative_jacobian.
Print Assumptions jacobian_adjoint.
