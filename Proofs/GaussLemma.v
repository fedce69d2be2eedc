(* Gauss's lemma for polynomials in two variables over a field: what divides a product and has no factor in common    *)
(* with one of its factors divides the other.                                                                         *)
From mathcomp Require Import all_ssreflect all_algebra.
Set Implicit Arguments. Unset Strict Implicit. Unset Printing Implicit Defensive.
Import GRing.Theory.
Local Open Scope ring_scope.

(* d | p in a commutative ring. polydiv's %| is that up to constants, so it's another thing where these aren't units. *)
Definition divides (A : comRingType) (d p : A) := exists q, p = q * d.

(* Every common factor is a constant. *)
Definition no_common_factor (F : fieldType) (u v : {poly {poly F}}) :=
  forall d, divides d u -> divides d v -> exists2 c : F, c != 0 & d = c%:P%:P.

Section Gauss.
Variable F : fieldType.
Implicit Types (c d g : {poly F}) (a b p q u v w : {poly {poly F}}).

Lemma scale_inj c : c != 0 -> injective ( *:%R c : {poly {poly F}} -> _).
Proof.
move=> c0 u v eq_uv; apply/polyP => i; apply: (mulfI c0).
by rewrite -!coefZ eq_uv.
Qed.

(* d divides every coefficient. *)
Definition in_content d u := forall i, d %| u`_i.

Lemma in_contentP d u : in_content d u -> exists v, u = d *: v.
Proof.
move=> du; exists (\poly_(i < size u) (u`_i %/ d)); apply/polyP => i.
rewrite coefZ coef_poly; case: ltnP => [_|le]; first by rewrite mulrC divpK.
by rewrite mulr0 nth_default.
Qed.

Lemma in_contentZ d u : in_content d (d *: u).
Proof. by move=> i; rewrite coefZ dvdp_mulr. Qed.

Lemma in_content_mull d u v : in_content d v -> in_content d (u * v).
Proof. by case/in_contentP => t ->; rewrite -scalerAr; exact: in_contentZ. Qed.

Lemma in_content_mulr d u v : in_content d u -> in_content d (u * v).
Proof. by rewrite mulrC; exact: in_content_mull. Qed.

Lemma in_contentD d u v : in_content d u -> in_content d v -> in_content d (u + v).
Proof. by move=> du dv i; rewrite coefD dvdp_add. Qed.

Lemma in_contentB d u v : in_content d u -> in_content d v -> in_content d (u - v).
Proof. by move=> du dv i; rewrite coefB dvdp_sub. Qed.

Lemma in_contentM c d u : in_content d u -> c %| d -> in_content c u.
Proof. by move=> du cd i; exact: dvdp_trans (du i). Qed.

(* Only constants divide both d and every coefficient of u. *)
Definition coprime_content d u := forall g, g %| d -> in_content g u -> size g = 1%N.

(* u without its leading term *)
Let tail u := u - lead_coef u *: 'X^(size u).-1.

Lemma tail_size u : u != 0 -> (size (tail u) < size u)%N.
Proof.
move=> u0; have pos : (0 < size u)%N by rewrite size_poly_gt0.
rewrite -(prednK pos) ltnS; apply/leq_sizeP => i le.
rewrite coefB coefZ coefXn; case: (ltngtP i (size u).-1) le => // [lt _|-> _].
  by rewrite mulr0 subr0 nth_default // -(prednK pos).
by rewrite mulr1 lead_coefE subrr.
Qed.

Lemma tailK u : u = tail u + lead_coef u *: 'X^(size u).-1.
Proof. by rewrite subrK. Qed.

(* A constant that divides a product and is coprime to the content of one factor divides the other: without unique    *)
(* factorisation, by taking off leading terms.                                                                        *)
Lemma content_of_product d w q : d != 0 -> coprime_content d w -> in_content d (w * q) -> in_content d q.
Proof.
move: {2}(size d + size w + size q)%N (leqnn (size d + size w + size q)) => n.
elim: n d w q => [|n IH] d w q le d0 cop dwq.
  by move: le; rewrite leqn0 !addn_eq0 size_poly_eq0 (negPf d0).
have [->|q0] := eqVneq q 0; first by move=> i; rewrite coef0 dvdp0.
have [w0|w0] := eqVneq w 0.
  have d1 : size d = 1%N by apply: cop => // i; rewrite w0 coef0 dvdp0.
  by move=> i; apply: (@dvdp_trans _ 1); rewrite ?dvd1p // dvdp1 d1.
pose g := gcdp d (lead_coef w).
have g0 : g != 0 by rewrite gcdp_eq0 negb_and d0.
have gd : g %| d := dvdp_gcdl _ _.
have [coprime|not_coprime] := boolP (coprimep d (lead_coef w)).
  have dq : d %| lead_coef q by rewrite -(Gauss_dvdpr _ coprime) -lead_coefM lead_coefE.
  have dlead : in_content d (lead_coef q *: 'X^(size q).-1).
    by move=> i; rewrite coefZ dvdp_mulr.
  rewrite [q]tailK; apply: in_contentD => //; apply: (IH _ w) => //.
    by rewrite -ltnS (leq_trans _ le) // ltn_add2l tail_size.
  by rewrite mulrBr; apply: in_contentB => //; exact: in_content_mull.
have sg : (1 < size g)%N.
  by rewrite ltn_neqAle size_poly_gt0 g0 andbT eq_sym.
have gwq : in_content g (lead_coef w *: 'X^(size w).-1).
  by move=> i; rewrite coefZ; apply: dvdp_mulr; exact: dvdp_gcdr.
have gq : in_content g q.
  apply: (IH g (tail w)) => //.
  - rewrite -ltnS (leq_trans _ le) // ltn_add2r -addnS leq_add ?tail_size //.
    exact: dvdp_leq.
  - move=> h hg hw; apply: cop; first exact: dvdp_trans gd.
    by rewrite [w]tailK; apply: in_contentD => //; exact: in_contentM gwq hg.
  - rewrite mulrBl; apply: in_contentB; first exact: in_contentM gd.
    exact: in_content_mulr.
have [q' qE] := in_contentP gq; have [e dE] : exists e, d = e * g by apply/dvdpP.
have e0 : e != 0 by apply: contraNneq d0 => e0; rewrite dE e0 mul0r.
have eq' : in_content e q'.
  apply: (IH e w) => //.
  - rewrite -ltnS (leq_trans _ le) // -!addnA -addSn leq_add //.
      by rewrite dE size_mul // -(prednK (ltnW sg)) addnS /= -addn1 leq_add2l -subn1 subn_gt0.
    rewrite leq_add2l qE; have [->|q'0] := eqVneq q' 0; first by rewrite size_poly0.
    by rewrite size_scale.
  - by move=> h he; apply: cop; rewrite dE dvdp_mulr.
  - by move=> i; rewrite -(@dvdp_mul2r _ g) // -dE mulrC -coefZ scalerAr -qE.
by move=> i; rewrite qE coefZ dE mulrC dvdp_mul2l.
Qed.

(* The greatest divisor of d and of every coefficient of u *)
Lemma content d u : d != 0 -> exists g, [/\ g %| d, in_content g u &
  forall h, h %| d -> in_content h u -> h %| g].
Proof.
move=> d0; exists (\big[@gcdp F/d]_(i < size u) u`_i); split.
- by elim/big_rec: _ => [|i g _ gd]; [exact: dvdpp|exact: dvdp_trans (dvdp_gcdr _ _) gd].
- move=> i; have [lt|le] := ltnP i (size u); last by rewrite nth_default // dvdp0.
  rewrite (_ : u`_i = u`_(Ordinal lt)) //; move: (Ordinal lt) (mem_index_enum (Ordinal lt)) => j.
  elim: (index_enum _) => // k s IH; rewrite in_cons big_cons => /orP[/eqP ->|js]; first exact: dvdp_gcdl.
  exact: dvdp_trans (dvdp_gcdr _ _) (IH js).
- by move=> h hd hu; elim/big_rec: _ => // i g _ hg; rewrite dvdp_gcd hu hg.
Qed.

Lemma no_common_content d u v : u != 0 -> no_common_factor u v -> in_content d u -> in_content d v -> size d = 1%N.
Proof.
move=> _ cop /in_contentP[u' uE] /in_contentP[v' vE].
have [||c c0 /polyC_inj ->] := cop d%:P; last by rewrite size_polyC c0.
- by exists u'; rewrite uE mulrC mul_polyC.
- by exists v'; rewrite vE mulrC mul_polyC.
Qed.

(* If a constant times a is a multiple of w, and au is one too, a is one, where w and u have no common factor. *)
Lemma divides_clear c a b q w u : c != 0 -> w != 0 -> no_common_factor w u ->
  c *: a = q * w -> a * u = b * w -> divides w a.
Proof.
move: {2}(size (lead_coef w)) (leqnn (size (lead_coef w))) => n.
elim: n a b q w => [|n IH] a b q w le c0 w0 cop caE auE.
  by move: le; rewrite leqn0 size_poly_eq0 lead_coef_eq0 (negPf w0).
have [g [gc gw greatest]] := content w c0.
have g0 : g != 0 by apply: contraNneq c0 => g0; rewrite -dvd0p -g0.
have [g1|sg] := eqVneq (size g) 1%N.
  have [q' qE] : exists q', q = c *: q'.
    apply: in_contentP; apply: (content_of_product c0 (w := w)) => [h hc hw|].
      have hg := greatest h hc hw; apply/eqP; rewrite eqn_leq -{1}g1 dvdp_leq //=.
      by rewrite size_poly_gt0; apply: contraNneq g0 => h0; rewrite -dvd0p -h0.
    by rewrite mulrC -caE; exact: in_contentZ.
  by exists q'; apply: (scale_inj c0); rewrite caE qE scalerAl.
have [w' wE] := in_contentP gw.
have w'0 : w' != 0 by apply: contraNneq w0 => w'0; rewrite wE w'0 scaler0.
have cop_gu : coprime_content g u.
  by move=> h hg hu; apply: (no_common_content w0 cop) => //; exact: in_contentM gw hg.
have [a' aE] : exists a', a = g *: a'.
  apply: in_contentP; apply: (content_of_product g0 cop_gu).
  by rewrite mulrC auE wE -scalerAr; exact: in_contentZ.
have [t tE] : divides w' a'.
  apply: (IH _ b q) => //.
  - rewrite -ltnS (leq_trans _ le) // wE lead_coefZ size_mul ?lead_coef_eq0 //.
    have : (1 < size g)%N by rewrite ltn_neqAle eq_sym sg size_poly_gt0.
    by case: (size g) => [|[|k]] // _; rewrite !addSn /= ltnS leq_addl.
  - move=> d [t tE] du; apply: cop => //; exists (g *: t).
    by rewrite wE tE scalerAl.
  - by apply: (scale_inj g0); rewrite scalerA mulrC -scalerA -aE caE wE scalerAr.
  - by apply: (scale_inj g0); rewrite scalerAl -aE auE wE scalerAr.
by exists t; rewrite aE wE tE scalerAr.
Qed.

(* A polynomial without content, a multiple of it up to a constant is one. *)
Lemma primitive_divides c p q w : c != 0 -> (forall d, d != 0 -> coprime_content d p) ->
  c *: w = q * p -> divides p w.
Proof.
move=> c0 primitive wE.
have [q' qE] : exists q', q = c *: q'.
  by apply: in_contentP; apply: (content_of_product c0 (primitive c c0)); rewrite mulrC -wE; exact: in_contentZ.
by exists q'; apply: (scale_inj c0); rewrite wE qE scalerAl.
Qed.

Lemma primitive_part u : u != 0 -> exists p d, [/\ u = d *: p, d != 0 & forall c, c != 0 -> coprime_content c p].
Proof.
move=> u0; have lead0 : lead_coef u != 0 by rewrite lead_coef_eq0.
have [d [dl du greatest]] := content u lead0.
have d0 : d != 0 by apply: contraNneq lead0 => d0; rewrite -dvd0p -d0.
have [g uE] := in_contentP du; exists g, d; split=> // c _ h _ hg.
have hd : d * h %| d.
  have hu : in_content (d * h) u by move=> i; rewrite uE coefZ dvdp_mul2l.
  by apply: greatest => //; rewrite lead_coefE.
by move: hd; rewrite -{2}[d]mulr1 dvdp_mul2l // dvdp1 => /eqP.
Qed.

(* Gauss's lemma *)
Theorem gauss_divides a w u : w != 0 -> no_common_factor w u -> divides w (a * u) -> divides w a.
Proof.
move=> w0 cop [b auE].
have [coprime|] := boolP (coprimep w u).
  have [[s t] /= /eqpP[[c1 c2] /andP[/= c10 c20] bezout]] := Bezout_coprimepP _ _ coprime.
  apply: (divides_clear c20 w0 cop _ auE (q := c1 *: (a * s + b * t))).
  rewrite -scalerAl mulrDl -(mulrA b) -(mulrC w) (mulrA b) -auE -[c2 *: a]mulr1 -scalerAl scalerAr -bezout.
  by rewrite -scalerAr mulrDr !mulrA [a * u * t]mulrAC.
rewrite coprimep_def => not1; set p := gcdp w u in not1.
have p0 : p != 0 by rewrite gcdp_eq0 negb_and w0.
have [p' [d [pE d0 primitive]]] := primitive_part p0.
have common v : p %| v -> divides p' v.
  case/Pdiv.Idomain.dvdpP => [[c t] /= c0 vE].
  by apply: (primitive_divides c0 primitive (q := d *: t)); rewrite vE pE -scalerAr scalerAl.
have [c c0 p'E] := cop p' (common _ (dvdp_gcdl _ _)) (common _ (dvdp_gcdr _ _)).
by case/eqP: not1; rewrite pE size_scale // p'E size_polyC polyC_eq0 c0.
Qed.

End Gauss.

Print Assumptions gauss_divides.
