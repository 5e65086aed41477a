"use strict";
// The evidence panel, the table, and what the buttons and the graph's own clicks do.
(() => {
  const { data, words, byId, el, number, network, state, kinds } = KG;
  const panel = byId("panel"), told = byId("told");
  const predicates = Object.fromEntries(data.predicates.map(({ key, label }) => [key, label]));
  const linesOf = new Map(data.nodes.map(node => [node.id, []]));
  for (const edge of data.edges) { linesOf.get(edge.from).push(edge); linesOf.get(edge.to).push(edge); }
  const edgeById = new Map(data.edges.map(edge => [edge.id, edge]));
  let current = null;

  // ---------- pieces ----------
  function named(id) {
    const entity = data.entities[id];
    if (!kinds.has(id)) return el("span", {}, entity ? entity.name : id);
    return el("button", { type: "button", className: "name", on: { click: () => KG.go(id, true) } }, entity.name);
  }
  function sentence(claim) {
    const amount = (claim.facts || []).find(([label]) => label === words.amount);
    const end = claim.object ? named(claim.object) : amount ? amount[1] : words.no_figure;
    return el("p", { className: "sentence" }, named(claim.subject), " ", el("em", {}, predicates[claim.predicate]), " ", end);
  }
  function chips(claim) {
    const way = KG.ways[claim.modality];
    const list = el("ul", { className: "chips" }, el("li", { className: "way" }, way.label));
    if (claim.attributed) list.append(el("li", {}, `${words.attributed} `, named(claim.attributed)));
    for (const [label, text] of claim.facts || []) list.append(el("li", {}, `${label}: `, el("b", {}, text)));
    list.append(el("li", {}, `${words.confidence_short}: `, el("b", {}, number(claim.confidence || 0))));
    return list;
  }
  const clean = text => (text || "").replace(/\s+/g, " ");
  function quoted(quote) {
    const foot = el("footer", {});
    if (quote.speaker) foot.append(quote.speaker);
    if (quote.time) {
      if (quote.speaker) foot.append(" · ");
      const time = (quote.estimated ? `${words.about} ` : "") + quote.time;
      foot.append(quote.media
        ? el("a", { href: quote.media, target: "_blank", rel: "noopener noreferrer", title: words.listen }, `▶ ${time}`)
        : time);
    }
    return el("blockquote", {},
      el("span", {}, quote.before ? `…${clean(quote.before)}` : ""), el("mark", {}, quote.text),
      el("span", {}, quote.after ? `${clean(quote.after)}…` : ""), foot.childNodes.length ? foot : null);
  }
  function source(claim) {
    const document_ = data.documents[claim.document];
    const parts = [document_.show, document_.title, document_.date].filter(Boolean);
    return parts.join(" · ");
  }
  function card(id) {
    const claim = data.claims[id], way = KG.ways[claim.modality];
    return el("article", { className: "claim", "data-way": way.key, "data-claim": id, style: { "--way": KG.colour(way) } },
      sentence(claim), chips(claim), ...(claim.quotes || []).map(quoted), el("p", { className: "source" }, source(claim)));
  }
  function cards(ids) {
    const shown = [...new Set(ids)].filter(id => state.claims.has(id))
      .sort((a, b) => (data.claims[b].confidence || 0) - (data.claims[a].confidence || 0) || (a < b ? -1 : 1));
    if (!shown.length) return [el("p", { className: "hint" }, words.no_claims)];
    return shown.map(card);
  }

  // ---------- what the panel shows ----------
  function overview() {
    const counts = new Map();
    for (const id of state.claims) {
      const { subject, object } = data.claims[id];
      for (const name of new Set([subject, object])) if (state.nodes.has(name)) counts.set(name, (counts.get(name) || 0) + 1);
    }
    const first = [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).slice(0, 15);
    const items = first.map(([id, count]) => el("li", {}, KG.shape(kinds.get(id)), named(id), el("small", {}, KG.counted(count, "claim"))));
    const hint = el("p", { className: "hint" }, words.panel_hint);
    return items.length ? [hint, el("h3", {}, words.most), el("ul", { className: "most" }, ...items)] : [hint];
  }
  function aboutNode(id) {
    const node = KG.nodes.get(id), entity = data.entities[id], kind = kinds.get(id);
    const lines = linesOf.get(id).filter(edge => state.edges.has(edge.id));
    const ids = [...new Set(lines.flatMap(edge => edge.claims))].filter(claim => state.claims.has(claim));
    const head = [
      el("h2", {}, entity ? entity.name : node.label.trim() || data.classes[kind].label),
      el("p", { className: "kind" }, KG.shape(kind), data.classes[kind].label, ` · ${KG.counted(ids.length, "claim")}`),
    ];
    if (entity && entity.also) head.push(el("p", { className: "also" }, `${words.also}: ${entity.also.join(", ")}`));
    const links = el("p", { className: "kind" });
    const away = (href, text) => el("a", { href, target: "_blank", rel: "noopener noreferrer" }, text);
    if (entity && /^Q[1-9][0-9]*$/.test(entity.wikidata || "")) links.append(away(`https://www.wikidata.org/wiki/${entity.wikidata}`, "Wikidata"));
    if (entity && entity.homepage) links.append(away(entity.homepage, "Web"));
    if (links.childNodes.length) head.push(links);
    const groups = new Map();
    for (const claim of ids) {
      const key = data.claims[claim].predicate;
      groups.set(key, [...(groups.get(key) || []), claim]);
    }
    const body = [...groups].sort((a, b) => b[1].length - a[1].length || (a[0] < b[0] ? -1 : 1)).flatMap(([key, some]) =>
      [el("h3", {}, `${predicates[key]} (${some.length})`), ...cards(some)]);
    return [...head, ...(body.length ? body : [el("p", { className: "hint" }, words.no_claims)])];
  }
  function aboutEdge(id) {
    const edge = edgeById.get(id);
    const name = end => (data.entities[end] || KG.nodes.get(end)).name || KG.nodes.get(end).label;
    const ids = edge.claims.filter(claim => state.claims.has(claim));
    return [
      el("h2", {}, `${name(edge.from)} – ${name(edge.to)}`),
      el("p", { className: "kind" }, `${predicates[edge.predicate]} · ${KG.ways[edge.modality].label} · ${KG.counted(ids.length, "claim")}`),
      ...cards(edge.claims),
    ];
  }
  function show(what) {
    current = what;
    byId("close").hidden = !what;
    if (!what) {
      told.replaceChildren(...overview());
      KG.shade(null);
      network.unselectAll();
      return;
    }
    if (what.edge) {
      const edge = edgeById.get(what.edge);
      KG.shade({ nodes: new Set([edge.from, edge.to]), edges: new Set([edge.id]) });
      told.replaceChildren(...aboutEdge(what.edge));
    } else {
      const lines = linesOf.get(what.node);
      KG.shade({ nodes: new Set([what.node, ...lines.flatMap(e => [e.from, e.to])]), edges: new Set(lines.map(e => e.id)) });
      told.replaceChildren(...aboutNode(what.node));
    }
    panel.scrollTop = 0;
  }
  KG.go = (id, focus) => {
    if (!byId("table").hidden) toggleTable();
    show({ node: id });
    network.selectNodes([id], true);
    network.focus(id, { scale: Math.max(network.getScale(), 0.9), animation: false });
    KG.sizeLabels();
    if (focus) panel.focus({ preventScroll: true });
  };
  KG.refresh = () => {
    if (current) show(current);
    else told.replaceChildren(...overview());
    if (!byId("table").hidden) tabulate();
  };
  network.on("click", ({ nodes, edges }) => {
    if (nodes.length) show({ node: nodes[0] });
    else show(edges.length ? { edge: edges[0] } : null);
  });
  for (const [event, cursor] of [["hoverNode", "pointer"], ["blurNode", ""], ["hoverEdge", "pointer"], ["blurEdge", ""]]) {
    network.on(event, () => { byId("network").style.cursor = cursor; });
  }
  byId("close").addEventListener("click", () => { show(null); byId("search").focus(); });
  panel.addEventListener("keydown", event => { if (event.key === "Escape") { show(null); byId("search").focus(); } });

  // ---------- the table ----------
  function tabulate() {
    const name = id => (data.entities[id] ? data.entities[id].name : "");
    const rows = [...state.claims].sort((a, b) => name(data.claims[a].subject).localeCompare(name(data.claims[b].subject), data.language) || (a < b ? -1 : 1));
    const head = [words.subject, words.predicate, words.object, words.modalities, words.details, words.quote, words.source];
    const body = rows.map(id => {
      const claim = data.claims[id], quote = (claim.quotes || [])[0] || {};
      const facts = (claim.facts || []).map(([label, text]) => `${label}: ${text}`);
      if (claim.attributed) facts.push(`${words.attributed} ${name(claim.attributed)}`);
      const place = [quote.speaker, quote.time].filter(Boolean).join(" · ");
      return el("tr", {}, el("td", {}, named(claim.subject)), el("td", {}, predicates[claim.predicate]),
        el("td", {}, claim.object ? named(claim.object) : ""), el("td", {}, KG.ways[claim.modality].label),
        el("td", {}, facts.join("; ")), el("td", { className: "quote" }, quote.text || ""),
        el("td", {}, [source(claim), place].filter(Boolean).join(" · ")));
    });
    byId("table").replaceChildren(el("table", {},
      el("thead", {}, el("tr", {}, ...head.map(text => el("th", { scope: "col" }, text)))), el("tbody", {}, ...body)));
  }
  function toggleTable() {
    const table = byId("table"), button = byId("show-table");
    table.hidden = !table.hidden;
    [button.textContent, button.dataset.other] = [button.dataset.other, button.textContent];
    button.setAttribute("aria-pressed", String(!table.hidden));
    panel.hidden = !table.hidden;
    if (!table.hidden) tabulate();
  }
  byId("show-table").addEventListener("click", toggleTable);

  // ---------- buttons ----------
  function fit() {
    network.fit({ maxZoomLevel: 1.6, animation: false });
    network.moveTo({ scale: network.getScale() * 0.92, animation: false });
    KG.sizeLabels();
  }
  byId("fit").addEventListener("click", fit);
  byId("theme").addEventListener("click", () => {
    const root = document.documentElement;
    root.dataset.theme = root.dataset.theme === "dark" ? "light" : "dark";
    KG.paint();
  });
  function showFilters(shown) {
    byId("filters").hidden = !shown;
    byId("show-filters").setAttribute("aria-expanded", String(shown));
  }
  byId("show-filters").addEventListener("click", () => showFilters(byId("filters").hidden));
  if (matchMedia("(max-width: 46rem)").matches) showFilters(false);

  // Paper is white.
  let before = null;
  addEventListener("beforeprint", () => {
    before = document.documentElement.dataset.theme;
    document.documentElement.dataset.theme = "light";
    KG.paint();
    network.redraw();
  });
  addEventListener("afterprint", () => {
    document.documentElement.dataset.theme = before || "light";
    KG.paint();
  });

  // The forces settle once, then stop: nothing moves under the reader's hand.
  const bar = byId("settling");
  function settle() {
    if (!data.nodes.length) return settled();
    bar.hidden = false;
    delete document.documentElement.dataset.settled;
    network.setOptions({ physics: { enabled: true } });
    network.stabilize(data.options.physics.stabilization.iterations);
  }
  function settled() {
    if (document.documentElement.dataset.settled) return;
    network.setOptions({ physics: { enabled: false } });
    bar.hidden = true;
    document.documentElement.dataset.settled = "true";
    fit();
  }
  network.on("stabilizationProgress", ({ iterations, total }) => {
    bar.firstElementChild.style.width = `${Math.round(100 * iterations / total)}%`;
  });
  network.on("stabilizationIterationsDone", settled);
  byId("arrange").addEventListener("click", settle);
  KG.filter();
  KG.paint();
  settle();
})();
