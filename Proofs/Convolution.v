(* Linear convolutional networks of any depth, channels and kernels, full zero padding, stride 1: products of         *)
(* matrices of polynomials in two variables. Their outputs, their end-to-end kernel and its derivative.               *)
From mathcomp Require Import all_ssreflect all_algebra.
From GNBounds Require Import Network.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import Order.TTheory GRing.Theory Num.Theory.
Local Open Scope ring_scope.

Section Arrays.
Variable R : comRingType.

(* An array of m channels and h×v positions as a row: channel c at (p, q) is at mxvec_index c (mxvec_index p q).     *)
Definition array m h v (f : 'I_m -> nat -> nat -> R) : 'rV[R]_(m * (h * v)) :=
  mxvec (\matrix_c mxvec (\matrix_(p < h, q < v) f c p q)).

Lemma arrayE m h v (f : 'I_m -> nat -> nat -> R) c (p : 'I_h) (q : 'I_v) :
  array h v f 0 (mxvec_index c (mxvec_index p q)) = f c p q.
Proof. by rewrite mxvecE mxE mxvecE mxE. Qed.

(* The number in row a at a channel and a position, 0 outside *)
Definition tap k m h v (w : 'M[R]_(k, m * (h * v))) a c (p q : nat) : R :=
  if (insub p, insub q) is (Some p', Some q') then w a (mxvec_index c (mxvec_index p' q')) else 0.

Lemma tapE k m h v (w : 'M[R]_(k, m * (h * v))) a c (p : 'I_h) (q : 'I_v) :
  tap w a c p q = w a (mxvec_index c (mxvec_index p q)).
Proof. by rewrite /tap !valK. Qed.

Lemma tap_outside k m h v (w : 'M[R]_(k, m * (h * v))) a c p q : ~~ ((p < h) && (q < v))%N -> tap w a c p q = 0.
Proof.
rewrite negb_and /tap => /orP[/negPf out|/negPf out]; first by rewrite insubF.
by rewrite [insub q]insubF //; case: (insub p).
Qed.

(* Its rows as polynomials: the number at (p, q) is the coefficient of y^p x^q. *)
Definition polynomials k m h v (w : 'M[R]_(k, m * (h * v))) : 'M[{poly {poly R}}]_(k, m) :=
  \matrix_(a, c) \poly_(p < h) \poly_(q < v) tap w a c p q.

Lemma polynomialsE k m h v (w : 'M[R]_(k, m * (h * v))) a c p q : (polynomials w a c)`_p`_q = tap w a c p q.
Proof.
rewrite mxE coef_poly; case: ltnP => [lt_p|ge_p]; last first.
  by rewrite coef0 tap_outside // ltnNge ge_p.
by rewrite coef_poly; case: ltnP => // ge_q; rewrite tap_outside // andbC ltnNge ge_q.
Qed.

(* The coefficients of h×v lowest monomials *)
Definition coefficients h v k m (A : 'M[{poly {poly R}}]_(k, m)) : 'M[R]_(k, m * (h * v)) :=
  \matrix_a array h v (fun c p q => (A a c)`_p`_q).

Lemma coefficientsE h v k m (A : 'M[{poly {poly R}}]_(k, m)) a c (p : 'I_h) (q : 'I_v) :
  coefficients h v A a (mxvec_index c (mxvec_index p q)) = (A a c)`_p`_q.
Proof. by rewrite mxE arrayE. Qed.

(* Arrays with the same numbers are equal. *)
Lemma array_ext k m h v (w w' : 'M[R]_(k, m * (h * v))) :
  (forall a c (p : 'I_h) (q : 'I_v), w a (mxvec_index c (mxvec_index p q)) = w' a (mxvec_index c (mxvec_index p q))) ->
  w = w'.
Proof.
by move=> eq_w; apply/matrixP => a u; case/mxvec_indexP: u => c u; case/mxvec_indexP: u => p q.
Qed.

(* Polynomials with the same coefficients are equal. *)
Lemma poly2P (f g : {poly {poly R}}) : (forall p q, f`_p`_q = g`_p`_q) -> f = g.
Proof. by move=> eq_fg; apply/polyP => p; apply/polyP. Qed.

Lemma polynomialsK k m h v (w : 'M[R]_(k, m * (h * v))) : coefficients h v (polynomials w) = w.
Proof. by apply: array_ext => a c p q; rewrite coefficientsE polynomialsE tapE. Qed.

(* All coefficients at (p, q) with p ≥ h or q ≥ v are zero. *)
Definition supported h v (f : {poly {poly R}}) :=
  forall p q, ~~ ((p < h) && (q < v))%N -> f`_p`_q = 0.

Lemma supported_polynomials k m h v (w : 'M[R]_(k, m * (h * v))) a c : supported h v (polynomials w a c).
Proof. by move=> p q out; rewrite polynomialsE tap_outside. Qed.

Lemma coefficientsK h v k m (A : 'M[{poly {poly R}}]_(k, m)) :
  (forall a c, supported h v (A a c)) -> polynomials (coefficients h v A) = A.
Proof.
move=> supp; apply/matrixP => a c; apply: poly2P => p q; rewrite polynomialsE.
have [/andP[lt_p lt_q]|out] := boolP ((p < h) && (q < v))%N; last by rewrite tap_outside // supp.
by rewrite -[p]/(val (Ordinal lt_p)) -[q]/(val (Ordinal lt_q)) tapE coefficientsE.
Qed.

(* Both maps are linear. *)
Lemma polynomials_linear k m h v t (w w' : 'M[R]_(k, m * (h * v))) :
  polynomials (t *: w + w') = t%:P%:P *: polynomials w + polynomials w'.
Proof.
apply/matrixP => a c; apply: poly2P => p q; rewrite [in RHS]mxE !coefD [in RHS]mxE !coefCM !polynomialsE.
have [/andP[lt_p lt_q]|out] := boolP ((p < h) && (q < v))%N; last by rewrite !tap_outside // mulr0 addr0.
by rewrite -[p]/(val (Ordinal lt_p)) -[q]/(val (Ordinal lt_q)) !tapE !mxE.
Qed.

Lemma coefficients_linear h v k m t (A B : 'M[{poly {poly R}}]_(k, m)) :
  coefficients h v (t%:P%:P *: A + B) = t *: coefficients h v A + coefficients h v B.
Proof.
apply: array_ext => a c p q; rewrite [RHS]mxE [X in _ = X + _]mxE !coefficientsE.
by rewrite [(_ + B) a c]mxE !coefD [(_ *: A) a c]mxE !coefCM.
Qed.

(* The product of two polynomials is the convolution of their coefficients. *)
Lemma coef_mul2 (f g : {poly {poly R}}) s t :
  (f * g)`_s`_t = \sum_(p < s.+1) \sum_(q < t.+1) f`_p`_q * g`_(s - p)`_(t - q).
Proof. by rewrite coefM coef_sum; apply: eq_bigr => p _; rewrite coefM. Qed.

Lemma supported_mul h v h' v' f g : supported h v f -> supported h' v' g ->
  supported (h + h').-1 (v + v').-1 (f * g).
Proof.
move=> supp_f supp_g s t; rewrite coef_mul2 => out; apply: big1 => p _; apply: big1 => q _.
have [/andP[p_h q_v]|/supp_f->] := boolP ((p < h) && (q < v))%N; last by rewrite mul0r.
have [/andP[p_h' q_v']|/supp_g->] := boolP ((s - p < h') && (t - q < v'))%N; last by rewrite mulr0.
have inside a b i j : (i < a -> j - i < b -> i < j.+1 -> j < (a + b).-1)%N.
  move=> lt_i lt_j; rewrite ltnS => le; rewrite -(subnKC le); case: a lt_i => // a lt_i; rewrite addSn /=.
  by case: b lt_j => // b lt_j; rewrite addnS ltnS leq_add.
by case/negP: out; rewrite (inside h h' p s) ?(inside v v' q t).
Qed.

Lemma supported_sum h v (I : finType) (f : I -> {poly {poly R}}) :
  (forall i, supported h v (f i)) -> supported h v (\sum_i f i).
Proof. by move=> supp p q out; rewrite !coef_sum; apply: big1 => i _; exact: supp. Qed.

Lemma supported_mulmx h v h' v' k m n (A : 'M_(k, m)) (B : 'M_(m, n)) :
  (forall a c, supported h v (A a c)) -> (forall a c, supported h' v' (B a c)) ->
  forall a c, supported (h + h').-1 (v + v').-1 ((A *m B) a c).
Proof. by move=> suppA suppB a c; rewrite mxE; apply: supported_sum => i; exact: supported_mul. Qed.

Lemma supported_scalar k a c : supported 1 1 ((1%:M : 'M[{poly {poly R}}]_k) a c).
Proof. by move=> p q; rewrite mxE -polyCMn coefC; case: p => [|p] //; rewrite ?coef0 // -polyCMn coefC; case: q. Qed.

End Arrays.

Section ConvolutionalNetwork.
Variables (R : comRingType) (d : nat).

(* No layer on images of d channels, or one more behind a network: a kernel of h×v taps from m to k channels *)
Inductive convolution : nat -> Type :=
| Image : convolution d
| Convolve m k h v : convolution m -> 'M[R]_(k, m * (h * v)) -> convolution k.

(* True convolution with full zero padding: y_a(s, t) = Σ_c Σ_pq w_ac(p, q) x_c(s − p, t − q), for every sample j *)
Definition convolve k m h v n (w : 'M[R]_(k, m * (h * v))) (x : 'I_m -> 'I_n -> nat -> nat -> R)
    (a : 'I_k) (j : 'I_n) (s t : nat) : R :=
  \sum_c \sum_(p < s.+1) \sum_(q < t.+1) tap w a c p q * x c j (s - p)%N (t - q)%N.

(* The network's outputs, layer by layer *)
Fixpoint outputs k (N : convolution k) n (x : 'I_d -> 'I_n -> nat -> nat -> R) : 'I_k -> 'I_n -> nat -> nat -> R :=
  match N with
  | Image => x
  | Convolve _ _ _ _ N' w => convolve w (outputs N' x)
  end.

(* The product of matrices of polynomials that it is *)
Fixpoint plain k (N : convolution k) : network [comRingType of {poly {poly R}}] d k :=
  match N with
  | Image => Input _ d
  | Convolve _ _ _ _ N' w => Layer (plain N') (polynomials w)
  end.

(* E = w^L * ⋯ * w^1, a matrix of polynomials *)
Definition end_to_end_kernel k (N : convolution k) : 'M[{poly {poly R}}]_(k, d) := end_to_end (plain N).

(* The extent of E: Σ_l h_l − L + 1 and Σ_l v_l − L + 1 *)
Fixpoint height k (N : convolution k) : nat :=
  if N is Convolve _ _ h _ N' _ then (h + height N').-1 else 1.

Fixpoint width k (N : convolution k) : nat :=
  if N is Convolve _ _ _ v N' _ then (v + width N').-1 else 1.

(* h_l and v_l *)
Fixpoint kernel_height k (N : convolution k) : layers (plain N) -> nat :=
  match N return layers (plain N) -> nat with
  | Image => fun l => match l with end
  | Convolve _ _ h _ N' _ => fun l => if l is Some l' then kernel_height l' else h
  end.

Fixpoint kernel_width k (N : convolution k) : layers (plain N) -> nat :=
  match N return layers (plain N) -> nat with
  | Image => fun l => match l with end
  | Convolve _ _ _ v N' _ => fun l => if l is Some l' then kernel_width l' else v
  end.

(* A direction (H_1, …, H_L) in the space of kernels *)
Definition kernel_direction k (N : convolution k) :=
  forall l : layers (plain N), 'M[R]_(rows l, columns l * (kernel_height l * kernel_width l)).

(* w^l *)
Fixpoint kernel k (N : convolution k) : kernel_direction N :=
  match N return kernel_direction N with
  | Image => fun l => match l with end
  | Convolve _ _ _ _ N' w => fun l =>
      match l return 'M[R]_(@rows _ _ _ (plain (Convolve N' w)) l, @columns _ _ _ (plain (Convolve N' w)) l
                            * (@kernel_height _ (Convolve N' w) l * @kernel_width _ (Convolve N' w) l)) with
      | None => w
      | Some l' => kernel l'
      end
  end.

(* The network of kernels w^l + t H_l *)
Fixpoint kernel_moved k (N : convolution k) (t : R) : kernel_direction N -> convolution k :=
  match N in convolution k' return kernel_direction N -> convolution k' with
  | Image => fun _ => Image
  | Convolve _ _ _ _ N' w => fun H => Convolve (kernel_moved t (fun l => H (Some l))) (w + t *: H None)
  end.

(* The weights of `plain N` move by the polynomials of H. *)
Definition polynomial_direction k (N : convolution k) (H : kernel_direction N) : direction (plain N) :=
  fun l => polynomials (H l).

Lemma weight_plain k (N : convolution k) l : weight l = polynomial_direction (@kernel _ N) l.
Proof. by elim: k / N l => [[]|m k h v N IH w [l|]] //; exact: IH. Qed.

Lemma convolveE k m h v n (w : 'M[R]_(k, m * (h * v))) (A : 'M[{poly {poly R}}]_(m, n)) a j s t :
  convolve w (fun c j s t => (A c j)`_s`_t) a j s t = ((polynomials w *m A) a j)`_s`_t.
Proof.
rewrite [in RHS]mxE !coef_sum; apply: eq_bigr => c _; rewrite coef_mul2.
by do 2!apply: eq_bigr => ? _; rewrite polynomialsE.
Qed.

(* The outputs are the convolution of the images by E alone. *)
Theorem outputsE k (N : convolution k) n (A : 'M[{poly {poly R}}]_(d, n)) a j s t :
  outputs N (fun c j s t => (A c j)`_s`_t) a j s t = ((end_to_end_kernel N *m A) a j)`_s`_t.
Proof.
elim: k / N a s t => [|m k h v N IH w] a s t /=; first by rewrite /end_to_end_kernel /= mul1mx.
rewrite /end_to_end_kernel /= -mulmxA -convolveE.
by do 3!apply: eq_bigr => ? _; rewrite IH.
Qed.

Lemma supported_end_to_end k (N : convolution k) a c : supported (height N) (width N) (end_to_end_kernel N a c).
Proof.
elim: k / N a c => [|m k h v N IH w] a c; first exact: supported_scalar.
by apply: supported_mulmx IH a c => a c; exact: supported_polynomials.
Qed.

(* The derivative of t ↦ (w^L + t H_L) * ⋯ * (w^1 + t H_1) at t = 0 *)
Definition kernel_derivative k (N : convolution k) (H : kernel_direction N) : 'M[{poly {poly R}}]_(k, d) :=
  derivative (polynomial_direction H).

(* It differentiates the end-to-end kernels of the networks moved along H. *)
Lemma kernel_derivative_path k (N : convolution k) (H : kernel_direction N) (t : R) :
  map_mx (horner_eval t%:P%:P) (path (polynomial_direction H)) = end_to_end_kernel (kernel_moved t H).
Proof.
rewrite path_moved /end_to_end_kernel; elim: k / N H => // m k h v N IH w H /=.
by rewrite -IH [w + _]addrC polynomials_linear; congr (_ *m _); exact: addrC.
Qed.

(* It is Σ_l P_l * H_l * Q_l. *)
Theorem kernel_derivativeE k (N : convolution k) (H : kernel_direction N) :
  kernel_derivative H = \sum_(l : layers (plain N)) after l *m polynomials (H l) *m before l.
Proof. exact: derivativeE. Qed.

(* H_l ↦ P_l * H_l * Q_l keeps within E's extent. *)
Lemma supported_term k (N : convolution k) (l : layers (plain N)) w a c :
  supported (height N) (width N)
    ((after l *m @polynomials R _ _ (kernel_height l) (kernel_width l) w *m before l) a c).
Proof.
elim: k / N l w a c => [[]|m k h v N IH W [l|]] w a c.
  rewrite /= -!mulmxA; apply: supported_mulmx => b e; first exact: supported_polynomials.
  by rewrite mulmxA; exact: IH.
rewrite /= mul1mx; apply: supported_mulmx => b e; first exact: supported_polynomials.
exact: supported_end_to_end.
Qed.

Lemma supported_derivative k (N : convolution k) (H : kernel_direction N) a c :
  supported (height N) (width N) (kernel_derivative H a c).
Proof. by rewrite kernel_derivativeE summxE; apply: supported_sum => l; exact: supported_term. Qed.

End ConvolutionalNetwork.

Arguments Image {R d}.

Print Assumptions outputsE.
Print Assumptions kernel_derivative_path.
Print Assumptions kernel_derivativeE.
