(* The Gauss-Newton matrix of a linear convolutional network in the coordinates of its end-to-end kernel, and the     *)
(* rule of the Swift kernel about it. [HJ]: Horn, Johnson, Matrix Analysis.                                           *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Frobenius Loewner Kronecker Rules LoewnerRules ConditionRules FlagRules Network
  FlagRank SchurRules SpectrumRules Convolution.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Lemma sum_enumerated (V : zmodType) (I : finType) (F : I -> V) : \sum_(i < #|I|) F (enum_val i) = \sum_l F l.
Proof.
rewrite [RHS](reindex_onto enum_val enum_rank) => [|l _]; last by rewrite enum_rankK.
by apply: eq_bigl => i; rewrite enum_valK eqxx.
Qed.

Section KernelMaps.
Variables (R : realFieldType) (d k : nat) (Net : convolution R d k).
Let N := plain Net.
Let h := height Net.
Let v := width Net.

(* Kernel l ↦ E with the other kernels fixed: P_l * H_l * Q_l *)
Definition kernel_term (l : layers N) (H : 'M[R]_(rows l, columns l * (kernel_height l * kernel_width l))) :
  'M[R]_(k, d * (h * v)) := coefficients h v (after l *m polynomials H *m before l).

Lemma kernel_term_linear l : linear (@kernel_term l).
Proof.
by move=> t H K; rewrite /kernel_term polynomials_linear mulmxDr mulmxDl -scalemxAr -scalemxAl coefficients_linear.
Qed.
Canonical kernel_term_structure l := Linear (@kernel_term_linear l).

(* C_l, c_Lc_0|S| × c_lc_{l−1}h_lv_l *)
Definition kernel_map (l : layers N) :
  'M[R]_(k * (d * (h * v)), rows l * (columns l * (kernel_height l * kernel_width l))) :=
  (lin_mx (@kernel_term l))^T.

Lemma kernel_mapE l H : mxvec H *m (kernel_map l)^T = mxvec (@kernel_term l H).
Proof. by rewrite trmxK mul_vec_lin. Qed.

(* Its entries: a block Toeplitz matrix *)
Lemma kernel_map_entry l a c (s : 'I_h) (t : 'I_v) b e (p : 'I_(kernel_height l)) (q : 'I_(kernel_width l)) :
  kernel_map l (mxvec_index a (mxvec_index c (mxvec_index s t))) (mxvec_index b (mxvec_index e (mxvec_index p q)))
  = if (p <= s)%N && (q <= t)%N then (after l a b * before l e c)`_(s - p)`_(t - q) else 0.
Proof.
pose H : 'M[R]_(rows l, columns l * (kernel_height l * kernel_width l)) :=
  delta_mx b (mxvec_index e (mxvec_index p q)).
transitivity ((mxvec (kernel_term H)) 0 (mxvec_index a (mxvec_index c (mxvec_index s t)))).
  by rewrite -kernel_mapE mxvec_delta -rowE !mxE.
have same m m' (i i' : 'I_m) (j j' : 'I_m') : (mxvec_index i j == mxvec_index i' j') = (i == i') && (j == j').
  by rewrite (inj_eq (@cast_ord_inj _ _ _)) (inj_eq enum_rank_inj) xpair_eqE.
have coefE p' q' : (('X^q)%:P * 'X^p : {poly {poly R}})`_p'`_q' = ((p' == p) && (q' == q))%:R.
  by rewrite coefCM coefXn; case: eqP => _; rewrite ?mulr1 ?mulr0 ?coef0 // coefXn.
have monomial : polynomials H = (('X^q)%:P * 'X^p) *: delta_mx b e.
  apply/matrixP => i j; apply: poly2P => p' q'; rewrite polynomialsE [in RHS]mxE [in RHS]mxE mulr_natr !coefMn coefE.
  have [/andP[lt_p lt_q]|out] := boolP ((p' < kernel_height l) && (q' < kernel_width l))%N.
    rewrite -[p']/(val (Ordinal lt_p)) -[q']/(val (Ordinal lt_q)) tapE mxE !same.
    rewrite -[RHS]mulr_natr -natrM mulnb.
    by rewrite [in RHS]andbC -!andbA.
  rewrite tap_outside // -[RHS]mulr_natr -natrM mulnb; case: eqP out => // ->; case: eqP => // ->.
  by rewrite !ltn_ord.
rewrite mxvecE coefficientsE monomial -scalemxAr -scalemxAl.
have entry : (after l *m delta_mx b e *m before l) a c = after l a b * before l e c.
  rewrite -mulmxA mxE (bigD1 b) //= big1 => [|i /negPf ne_i].
    rewrite addr0 mxE (bigD1 e) //= big1 => [|j /negPf ne_j]; last by rewrite mxE eqxx ne_j mul0r.
    by rewrite mxE !eqxx mul1r addr0.
  by rewrite mxE big1 ?mulr0 // => j _; rewrite mxE ne_i mul0r.
rewrite mxE entry -mulrA coefCM !coefXnM !ltnNge.
by case: (p <= s)%N; case: (q <= t)%N; rewrite /= ?coef0.
Qed.

(* A direction as one row, layer after layer *)
Definition parameters (i : 'I_#|layers N|) : nat :=
  let l := enum_val i in (rows l * (columns l * (kernel_height l * kernel_width l)))%N.

Definition pack (H : kernel_direction Net) : 'rV[R]_(\sum_i parameters i) :=
  \mxrow_i (mxvec (H (enum_val i)) : 'rV[R]_(parameters i)).

(* C = [C_1 ⋯ C_L] *)
Definition kernel_maps : 'M[R]_(k * (d * (h * v)), \sum_i parameters i) :=
  \mxrow_i (kernel_map (enum_val i) : 'M[R]_(_, parameters i)).

(* C is the matrix of the derivative of E. *)
Theorem kernel_mapsE (H : kernel_direction Net) :
  pack H *m kernel_maps^T = mxvec (coefficients h v (kernel_derivative H)).
Proof.
rewrite /pack /kernel_maps tr_mxrow mul_mxrow_mxcol kernel_derivativeE.
transitivity (\sum_(l : layers N) mxvec (kernel_term (H l))).
  by rewrite -[RHS]sum_enumerated; apply: eq_bigr => i _; exact: kernel_mapE.
rewrite -raddf_sum; congr mxvec; apply: array_ext => a c p q.
rewrite summxE coefficientsE summxE !coef_sum; apply: eq_bigr => l _.
by rewrite coefficientsE.
Qed.

(* Directions in one row keep the inner product ... *)
Lemma pack_inner (H K : kernel_direction Net) : inner (pack H) (pack K) = \sum_(l : layers N) inner (H l) (K l).
Proof.
rewrite /pack /inner tr_mxrow mul_mxrow_mxcol raddf_sum -[RHS]sum_enumerated; apply: eq_bigr => i _.
exact: inner_mxvec.
Qed.

(* ... and every row is one. *)
Lemma pack_onto (x : 'rV[R]_(\sum_i parameters i)) : exists H : kernel_direction Net, pack H = x.
Proof.
pose T (l : layers N) := 'M[R]_(rows l, columns l * (kernel_height l * kernel_width l)).
pose block i : T (enum_val i) := vec_mx (submxrow x i : 'rV[R]_(parameters i)).
exists (fun l => eq_rect _ T (block (enum_rank l)) l (enum_rankK l)).
rewrite -[RHS]submxrowK; apply/eq_mxrowP => i /=.
suff -> e : eq_rect _ T (block (enum_rank (enum_val i))) (enum_val i) e = block i by rewrite vec_mxK.
by move: e; rewrite enum_valK => e; rewrite eq_axiomK.
Qed.

End KernelMaps.

Section Data.
Variables (R : realFieldType) (d n b e : nat) (X : 'M[R]_(d * (b * e), n)).

(* Channel c of image j at a position, 0 outside: column j of X holds image j, d channels of b×e. *)
Definition pixel (c : 'I_d) (j : 'I_n) (s t : nat) : R := tap X^T j c s t.

(* The images as polynomials *)
Definition images : 'M[{poly {poly R}}]_(d, n) := (polynomials X^T)^T.

Lemma imagesE c j s t : (images c j)`_s`_t = pixel c j s t.
Proof. by rewrite mxE polynomialsE. Qed.

(* x_c(s − p, t − q) *)
Definition delayed (c : 'I_d) (j : 'I_n) (p q s t : nat) : R :=
  if (p <= s)%N && (q <= t)%N then pixel c j (s - p)%N (t - q)%N else 0.

(* Copies of the images: image j delayed by (p, q), in row (c, (p, q)) and column (j, (s, t)) *)
Definition delayed_copies h v s t : 'M[R]_(d * (h * v), n * (s * t)) := \matrix_(u, w)
  array h v (fun c p q => array s t (fun j s t => delayed c j p q s t) 0 w) 0 u.

Lemma delayed_copiesE h v s t c (p : 'I_h) (q : 'I_v) j (s' : 'I_s) (t' : 'I_t) :
  delayed_copies h v s t (mxvec_index c (mxvec_index p q)) (mxvec_index j (mxvec_index s' t')) = delayed c j p q s' t'.
Proof. by rewrite mxE !arrayE. Qed.

Lemma sum_arrays m h v (F : 'I_(m * (h * v)) -> R) :
  \sum_u F u = \sum_c \sum_p \sum_q F (mxvec_index c (mxvec_index p q)).
Proof.
have pairs m' n' (G : 'I_(m' * n') -> R) : \sum_u G u = \sum_i \sum_j G (mxvec_index i j).
  by rewrite (reindex _ (curry_mxvec_bij _ _)) pair_bigA; apply: eq_bigr => -[].
by rewrite pairs; apply: eq_bigr => c _; rewrite pairs.
Qed.

Lemma sum_below h s (F : nat -> R) : (forall p, (h <= p)%N -> F p = 0) ->
  \sum_(p < s.+1) F p = \sum_(p < h) if (p <= s)%N then F p else 0.
Proof.
move=> out; rewrite (big_ord_widen (maxn h s.+1)) ?leq_maxr // [RHS](big_ord_widen (maxn h s.+1)
  (fun p => if (p <= s)%N then F p else 0)) ?leq_maxl //.
rewrite big_mkcond [RHS]big_mkcond; apply: eq_bigr => p _ /=; rewrite ltnS.
by case: (ltnP p h) => // /out->; case: ifP.
Qed.

(* A kernel acts on images by the matrix of its coefficients. *)
Lemma coefficients_images h v s t k (A : 'M[{poly {poly R}}]_(k, d)) : (forall a c, supported h v (A a c)) ->
  coefficients s t (A *m images) = coefficients h v A *m delayed_copies h v s t.
Proof.
move=> supp; apply: array_ext => a j s' t'; rewrite coefficientsE [in LHS]mxE !coef_sum [RHS]mxE sum_arrays.
apply: eq_bigr => c _; rewrite coef_mul2.
rewrite (sum_below (h := h) _ (F := fun p => \sum_(q < t'.+1) (A a c)`_p`_q * (images c j)`_(s' - p)`_(t' - q)));
  last first.
  by move=> p ge_p; apply: big1 => q _; rewrite supp ?mul0r // ltnNge ge_p.
apply: eq_bigr => p _; rewrite (sum_below (h := v) _ (F := fun q => (A a c)`_p`_q * (images c j)`_(s' - p)`_(t' - q)));
  last first.
  by move=> q ge_q; rewrite supp ?mul0r // andbC ltnNge ge_q.
case: ifP => le_p; last by rewrite big1 // => q _; rewrite delayed_copiesE /delayed le_p mulr0.
apply: eq_bigr => q _; rewrite coefficientsE delayed_copiesE /delayed le_p /=.
by case: ifP => _; rewrite ?imagesE // mulr0.
Qed.

End Data.

Section GaussNewton.
Variables (R : realFieldType) (d n b e : nat) (X : 'M[R]_(d * (b * e), n)).
Variables (k : nat) (Net : convolution R d k).
Let N := plain Net.
Let h := height Net.
Let v := width Net.
(* The extent of the output images *)
Let s := (h + b).-1.
Let t := (v + e).-1.

Lemma eq_outputs k' (N' : convolution R d k') (x y : 'I_d -> 'I_n -> nat -> nat -> R) :
  (forall c j p q, x c j p q = y c j p q) -> forall a j p q, outputs N' x a j p q = outputs N' y a j p q.
Proof. by move=> eq_xy; elim: k' / N' => //= m k' h' v' N' IH w a j p q; do 3!apply: eq_bigr => ? _; rewrite IH. Qed.

(* The outputs are E times the images. *)
Theorem network_outputsE a j p q :
  outputs Net (pixel X) a j p q = ((end_to_end_kernel Net *m images X) a j)`_p`_q.
Proof. by rewrite -outputsE; apply: eq_outputs => *; rewrite imagesE. Qed.

(* Outside s×t they're zero. *)
Lemma supported_outputs a j : supported s t ((end_to_end_kernel Net *m images X) a j).
Proof.
apply: supported_mulmx => [a' c|c j']; first exact: supported_end_to_end.
by move=> p q out; rewrite imagesE /pixel tap_outside.
Qed.

(* An output as a polynomial in t: that of the network moved along H ... *)
Definition output_path (H : kernel_direction Net) a j p q : {poly R} :=
  map_poly (fun f : {poly {poly R}} => f`_p`_q) ((path (polynomial_direction H) *m map_mx polyC (images X)) a j).

Theorem output_pathE (H : kernel_direction Net) a j p q tau :
  (output_path H a j p q).[tau] = outputs (kernel_moved tau H) (pixel X) a j p q.
Proof.
transitivity (((end_to_end_kernel (kernel_moved tau H) *m images X) a j)`_p`_q); last first.
  by rewrite -outputsE; apply: eq_outputs => *; rewrite imagesE.
rewrite -kernel_derivative_path /output_path; set P := path _.
have -> : map_mx (horner_eval tau%:P%:P) P *m images X
    = map_mx (horner_eval tau%:P%:P) (P *m map_mx polyC (images X)).
  by rewrite map_mxM; congr (_ *m _); apply/matrixP => c i; rewrite !mxE /= horner_evalE hornerC.
set f := (_ *m map_mx polyC _) a j; rewrite [in RHS]mxE horner_evalE.
rewrite (@horner_coef_wide _ (size f)) ?size_poly // horner_coef !coef_sum; apply: eq_bigr => i _.
by rewrite coef_map_id0 ?coef0 // -!polyC_exp [in RHS]mulrC !coefCM mulrC.
Qed.

(* ... and its derivative at t = 0 *)
Definition output_derivative (H : kernel_direction Net) : 'M[R]_(k, n * (s * t)) :=
  \matrix_a array s t (fun j p q => (output_path H a j p q)^`().[0]).

Lemma output_derivativeE (H : kernel_direction Net) :
  output_derivative H = coefficients s t (kernel_derivative H *m images X).
Proof.
apply: array_ext => a j p q; rewrite coefficientsE [LHS]mxE arrayE.
have deriv0 (A : ringType) (f : {poly A}) : f^`().[0] = f`_1 by rewrite horner_coef0 coef_deriv mulr1n.
rewrite deriv0 coef_map_id0 ?coef0 // !mxE !coef_sum; apply: eq_bigr => c _.
by rewrite /kernel_derivative !mxE coefMC deriv0.
Qed.

(* M_0, the averaged block autocorrelation of the zero-padded images *)
Definition autocorrelation : 'M[R]_(d * (h * v)) := n%:R^-1 *: gram (delayed_copies X h v s t).

Lemma autocorrelationE c c' (p p' : 'I_h) (q q' : 'I_v) :
  autocorrelation (mxvec_index c (mxvec_index p q)) (mxvec_index c' (mxvec_index p' q'))
  = n%:R^-1 * \sum_j \sum_(s' < s) \sum_(t' < t) delayed X c j p q s' t' * delayed X c' j p' q' s' t'.
Proof.
rewrite [LHS]mxE; congr (_ * _); rewrite mxE sum_arrays.
by do 3!apply: eq_bigr => ? _; rewrite [X in _ * X]mxE !delayed_copiesE.
Qed.

(* J, one row for each output, one column for each weight *)
Definition convolution_jacobian : 'M[R]_(k * (n * (s * t)), \sum_i parameters i) :=
  kron 1%:M (delayed_copies X h v s t)^T *m kernel_maps Net.
Let J := convolution_jacobian.

(* It maps a direction to the derivative of the outputs. *)
Theorem convolution_jacobianE (H : kernel_direction Net) : pack H *m J^T = mxvec (output_derivative H).
Proof.
rewrite output_derivativeE trmx_mul mulmxA kernel_mapsE kron_tr trmx1 trmxK mxvec_kron trmx1 mul1mx.
by rewrite -coefficients_images // => a c; exact: supported_derivative.
Qed.

(* G = (1/n) JᵀJ *)
Definition convolution_gauss_newton : 'M[R]_(\sum_i parameters i) := n%:R^-1 *: gram J^T.
Let G := convolution_gauss_newton.

(* Ĝ = (I ⊗ S)ᵀ (Σ_l C_lC_lᵀ) (I ⊗ S) *)
Definition convolution_small r (S : 'M[R]_(d * (h * v), r)) : 'M[R]_(k * r) :=
  congruence (kron 1%:M S) (\sum_(l : layers N) gram (kernel_map l)).

Lemma gram_kernel_maps : gram (kernel_maps Net) = \sum_(l : layers N) gram (kernel_map l).
Proof. by rewrite /gram /kernel_maps tr_mxrow mul_mxrow_mxcol -[RHS]sum_enumerated. Qed.

(* (I ⊗ Sᵀ) C: Ĝ is its Gram matrix, and G the other one. *)
Definition small_factor r (S : 'M[R]_(d * (h * v), r)) : 'M[R]_(k * r, \sum_i parameters i) :=
  kron 1%:M S^T *m kernel_maps Net.

Lemma convolution_smallE r (S : 'M[R]_(d * (h * v), r)) : convolution_small S = gram (small_factor S).
Proof.
by rewrite /convolution_small /congruence -gram_kernel_maps /small_factor /gram trmx_mul !kron_tr !trmx1 trmxK !mulmxA.
Qed.

Variables (r : nat) (S : 'M[R]_(d * (h * v), r)).
Hypothesis second_moment : autocorrelation = gram S.

Lemma convolution_gauss_newtonE : G = gram (small_factor S)^T.
Proof.
have one q (A : 'M[R]_(d * (h * v), q)) : gram (kron 1%:M A^T *m kernel_maps Net)^T
    = (kernel_maps Net)^T *m kron 1%:M (gram A) *m kernel_maps Net.
  by rewrite gram_tr trmx_mul kron_tr trmx1 trmxK !mulmxA -(mulmxA _ (kron _ A)) kron_mul mulmx1.
rewrite /G /convolution_gauss_newton /J /convolution_jacobian !one -second_moment /autocorrelation.
by rewrite kronZr -scalemxAr -scalemxAl.
Qed.

(* G and Ĝ have the same nonzero eigenvalues with multiplicities, *)
Theorem convolution_same_spectrum : same_nonzero_spectrum G (convolution_small S).
Proof. by rewrite convolution_gauss_newtonE convolution_smallE; exact: rule_gram_duality. Qed.

(* and the same rank. *)
Theorem convolution_same_rank : \rank G = \rank (convolution_small S).
Proof. by rewrite convolution_gauss_newtonE convolution_smallE !gram_range !mxrank_tr. Qed.

(* A bound for Ĝ is one for G. *)
Lemma convolution_condition_bound bound :
  condition_bound (spectrum (convolution_small S)) bound -> condition_bound (spectrum G) bound.
Proof.
move=> small mu nu eig_mu eig_nu nu0; have eig_nu' := (same_eigenvalue convolution_same_spectrum nu0).1 eig_nu.
have [mu0|mu0] := eqVneq mu 0; last exact: small ((same_eigenvalue convolution_same_spectrum mu0).1 eig_mu) eig_nu' nu0.
by rewrite mu0 mul0r; have := small nu nu eig_nu' eig_nu' nu0; rewrite divff //; apply: le_trans ler01.
Qed.

(* Ends for Ĝ are ends for the nonzero eigenvalues of G. *)
Lemma convolution_eigenvalue lo hi : positive_enclosure lo hi (convolution_small S) ->
  forall mu, mu != 0 -> spectrum G mu -> lo <= mu <= hi.
Proof. by move=> enc mu mu0 /(same_eigenvalue convolution_same_spectrum mu0); exact: positive_spectrum. Qed.

End GaussNewton.

Section KernelCongruence.
Variables (R : realFieldType) (d k : nat) (Net : convolution R d k).
Let support := (d * (height Net * width Net))%N.

(* Nonzero eigenvalues of the Gram matrix FFᵀ: ends for FᵀF on the row space of F *)
Lemma positive_gram m n (F : 'M[R]_(m, n)) lo hi : (forall x : 'rV_m, sqn (x *m F) <= hi * sqn x) ->
  (forall z : 'rV_n, (z <= F)%MS -> lo * sqn z <= sqn (z *m F^T)) -> positive_enclosure lo hi (gram F).
Proof.
move=> upper lower; split=> [|x|y]; first exact: gram_symmetric.
  by rewrite form_scalar form_gram.
rewrite form_gram /gram !mulmxA; set z := y *m F; set w := z *m F^T.
have low : lo * sqn z <= sqn w by exact/lower/submxMl.
have [lo_le0|lo_gt0] := lerP lo 0.
  by apply: le_trans (sqn_ge0 _); rewrite mulr_le0_ge0 ?sqn_ge0.
have [w_gt0|w_le0] := ltP 0 (sqn w); last first.
  have -> : sqn w = 0 by apply/le_anti; rewrite w_le0 sqn_ge0.
  by rewrite mulr0 sqn_ge0.
have w_z : inner (w *m F) z = sqn w by rewrite inner_mulr -sqnE.
have square : sqn w ^+ 2 <= sqn (w *m F) * sqn z.
  by have := cauchy_schwarz (trmx1 _ _) (@psd1 R _) (w *m F) z; rewrite mulmx1 !form_scalar !mul1r w_z.
rewrite -(ler_pmul2r w_gt0) -mulrA -expr2; apply: le_trans (ler_wpmul2l (ltW lo_gt0) square) _.
by rewrite mulrCA ler_wpmul2l ?sqn_ge0.
Qed.

(* λ⁺((I ⊗ S)ᵀ (Σ_l C_lC_lᵀ) (I ⊗ S)) ∈ [λ_min(SSᵀ) σ⁺(C)², λ_max(SSᵀ) σ_max²(C)]                                     *)
(* Source: Ostrowski, [HJ] 4.5.9, for every eigenvalue.                                                               *)
Lemma rule_kernel_congruence (S : 'M[R]_support) m m' c c' :
  below_lambda_min (gram S) m -> above_lambda_max (gram S) m' ->
  below_sigma_positive (kernel_maps Net) c -> above_sigma_max (kernel_maps Net) c' ->
  positive_enclosure (m * c) (m' * c') (congruence (kron 1%:M S) (\sum_(l : layers (plain Net)) gram (kernel_map l))).
Proof.
move=> lower upper [c0 _ positive] [c'0 largest]; rewrite -/(convolution_small S) convolution_smallE.
have sym1 := trmx1 R k; have semi1 := @psd1 R k.
have ends (z : 'rV_(k * support)) : m * sqn z <= sqn (z *m kron 1%:M S) <= m' * sqn z.
  rewrite -form_gram -/(gram _); have -> : gram (kron (1%:M : 'M_k) S) = kron 1%:M (gram S).
    by rewrite /gram kron_tr kron_mul trmx1 mulmx1.
  have := kron_monotone sym1 semi1 upper z; have := kron_monotone sym1 semi1 lower z.
  by rewrite 2!form_kron_scalar form_scalar mul1r sqn_vec_mx => -> ->.
have factor_tr : (small_factor S)^T = (kernel_maps Net)^T *m kron 1%:M S.
  by rewrite trmx_mul kron_tr trmx1 trmxK.
apply: positive_gram => [x|].
  have [m'0|m'_lt0] := leP 0 m'; last first.
    have /andP[_ le] := ends x; have x0 : sqn x <= 0 by rewrite -(nmulr_rge0 _ m'_lt0) (le_trans (sqn_ge0 _) le).
    by have /eqP := le_anti (introT andP (conj x0 (sqn_ge0 x))); rewrite sqn_eq0 => /eqP->; rewrite mul0mx !sqn0 mulr0.
  have /above_sigma_max_tr[_ upper_tr] : above_sigma_max (small_factor S) (m' * c').
    split=> [|u]; first exact: mulr_ge0.
    rewrite -sqn_tr trmx_mul -(sqn_tr u) factor_tr mulmxA.
    have /andP[_ le] := ends (u^T *m (kernel_maps Net)^T); apply: le_trans le _.
    by rewrite -mulrA ler_wpmul2l // -trmx_mul !sqn_tr largest.
  by rewrite -sqn_tr trmx_mul -(sqn_tr x).
move=> z /submxP[y def_z]; rewrite factor_tr mulmxA.
have z_C : (z <= kernel_maps Net)%MS by rewrite def_z mulmxA submxMl.
have [m0|m_lt0] := leP 0 m; last first.
  apply: le_trans (sqn_ge0 _); rewrite mulr_le0_ge0 ?sqn_ge0 // mulr_le0_ge0 //; exact: ltW.
by case/andP: (ends (z *m (kernel_maps Net)^T)) => low _; apply: le_trans low; rewrite -mulrA ler_wpmul2l // positive.
Qed.

End KernelCongruence.

Arguments autocorrelation {R d n b e} X {k} Net.
Arguments convolution_gauss_newton {R d n b e} X {k} Net.
Arguments convolution_small {R d k} Net {r} S.

Print Assumptions network_outputsE.
Print Assumptions output_pathE.
Print Assumptions kernel_map_entry.
Print Assumptions kernel_mapsE.
Print Assumptions pack_inner.
Print Assumptions pack_onto.
Print Assumptions convolution_jacobianE.
Print Assumptions convolution_same_spectrum.
Print Assumptions convolution_same_rank.
Print Assumptions supported_outputs.
Print Assumptions autocorrelationE.
