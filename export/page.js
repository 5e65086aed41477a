"use strict";
// The graph, its filters and the search. Everything that comes from documents is written as text, never as HTML.
const KG = (() => {
  const data = JSON.parse(document.getElementById("data").textContent);
  const byId = id => document.getElementById(id);
  const words = data.words;
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (all, name) => values[name] ?? all);
  const number = value => value.toLocaleString(data.language);
  const PLURALS = { claim: words.claims, entity: words.entities, document: words.documents };
  const counted = (count, one) => `${number(count)} ${count === 1 ? words[one] : PLURALS[one]}`;

  // An element with properties and children; strings become text nodes.
  function el(name, properties = {}, ...children) {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(properties)) {
      if (key === "on") for (const [event, act] of Object.entries(value)) made.addEventListener(event, act);
      else if (key === "style") for (const [rule, set] of Object.entries(value)) made.style.setProperty(rule, set);
      else if (key in made && key !== "list") made[key] = value;
      else made.setAttribute(key, value);
    }
    made.append(...children.filter(child => child !== null && child !== undefined && child !== ""));
    return made;
  }

  const SHAPES = {
    dot: "M10 3a7 7 0 1 1 0 14a7 7 0 1 1 0-14z", square: "M4 4h12v12H4z", triangle: "M10 3l8 14H2z",
    triangleDown: "M10 17l8-14H2z", diamond: "M10 1l7 9-7 9-7-9z", hexagon: "M5.5 3h9l4 7-4 7h-9l-4-7z",
    star: "M10 1l2.6 6 6.4.6-4.8 4.3 1.4 6.4L10 15l-5.600 3.300 1.400-6.400L1 7.600l6.400-.6z",
  };
  function drawn(width, path, attributes) {
    const space = "http://www.w3.org/2000/svg";
    const image = document.createElementNS(space, "svg");
    for (const [key, value] of Object.entries({ width, height: 14, viewBox: `0 0 ${width > 20 ? 34 : 20} 20`, "aria-hidden": "true" })) {
      image.setAttribute(key, value);
    }
    const line = document.createElementNS(space, "path");
    line.setAttribute("d", path);
    for (const [key, value] of Object.entries(attributes)) line.setAttribute(key, value);
    image.append(line);
    return image;
  }
  const shape = kind => {
    const { shape: form, colour: tone, hollow } = data.classes[kind];
    return drawn(14, SHAPES[form] || SHAPES.dot, hollow ? { fill: "none", stroke: tone, "stroke-width": 3 } : { fill: tone });
  };
  const stroke = way => drawn(28, "M1 10h32", {
    stroke: colour(way), "stroke-width": 3, "stroke-dasharray": way.dashes.join(" "), fill: "none",
  });

  // ---------- look ----------
  const ways = Object.fromEntries(data.modalities.map(way => [way.key, way]));
  const root = document.documentElement;
  const colour = way => (root.dataset.theme === "dark" ? way.dark : way.light);
  const css = name => getComputedStyle(root).getPropertyValue(name).trim();
  root.dataset.theme = matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";

  const nodes = new vis.DataSet(data.nodes);
  const edges = new vis.DataSet(data.edges);
  const still = { ...data.options, physics: { ...data.options.physics, enabled: false } };
  const network = new vis.Network(byId("network"), { nodes, edges }, still);

  // The page writes the names itself: the lit and best connected first, in a size that can be read from any distance,
  // and only as many as do not cover each other.
  const SMALLEST = 12, MOST = 120;
  const degree = new Map(data.nodes.map(node => [node.id, 0]));
  for (const edge of data.edges) for (const end of [edge.from, edge.to]) degree.set(end, degree.get(end) + 1);
  const ranked = data.nodes.filter(node => node.label.trim()).sort((a, b) => degree.get(b.id) - degree.get(a.id) || (a.id < b.id ? -1 : 1));
  network.on("afterDrawing", context => {
    const scale = network.getScale(), places = network.getPositions(), taken = [];
    const isLit = node => !KG.lit || KG.lit.nodes.has(node.id);
    const ink = css("--ink"), faint = css("--faint");
    context.save();
    context.textAlign = "center"; context.textBaseline = "top"; context.lineJoin = "round";
    context.lineWidth = 4 / scale; context.strokeStyle = css("--ground");
    for (const node of KG.lit ? [...ranked.filter(isLit), ...ranked.filter(node => !isLit(node))] : ranked) {
      const place = places[node.id];
      if (!place || !state.nodes.has(node.id)) continue;
      const size = Math.max(node.font.size, SMALLEST / scale), top = place.y + node.size + 3 / scale;
      context.font = `${size > 14 / scale ? 600 : 400} ${size}px system-ui, -apple-system, "Segoe UI", "DejaVu Sans", sans-serif`;
      const half = context.measureText(node.label).width / 2 + 3 / scale;
      const box = { left: place.x - half, right: place.x + half, top, bottom: top + size * 1.1 };
      if (taken.some(other => box.left < other.right && box.right > other.left && box.top < other.bottom && box.bottom > other.top)) continue;
      taken.push(box);
      context.fillStyle = isLit(node) ? ink : faint;
      context.strokeText(node.label, place.x, top);
      context.fillText(node.label, place.x, top);
      if (taken.length >= MOST) break;
    }
    context.restore();
  });
  const state = { claims: new Set(), nodes: new Set(), edges: new Set() };

  function paint() {
    shade(KG.lit);
    for (const way of data.modalities) {
      for (const line of document.querySelectorAll(`[data-way="${way.key}"]`)) line.style.setProperty("--way", colour(way));
      for (const path of document.querySelectorAll(`#modalities [data-key="${way.key}"] path`)) path.setAttribute("stroke", colour(way));
    }
  }

  // Labels of edges grow as the reader steps back, as long as there are few of them.
  const FEW = 70;
  let labelSize = 12, soon = 0;
  function sizeLabels() {
    const few = (KG.lit || state).edges.size <= FEW;
    const wanted = few ? Math.min(Math.max(12, 11 / network.getScale()), 24) : 12;
    if (Math.abs(wanted - labelSize) < 1) return;
    labelSize = wanted;
    shade(KG.lit);
  }
  network.on("zoom", () => { clearTimeout(soon); soon = setTimeout(sizeLabels, 120); });

  // Everything but the lit nodes and edges steps back.
  function shade(lit) {
    KG.lit = lit;
    nodes.update(data.nodes.map(node => ({ id: node.id, opacity: !lit || lit.nodes.has(node.id) ? 1 : 0.15 })));
    const font = { color: css("--soft"), background: css("--ground"), strokeWidth: 0 };
    edges.update(data.edges.map(edge => {
      const tone = colour(ways[edge.modality]);
      const near = !lit || lit.edges.has(edge.id);
      return {
        id: edge.id, font: { ...font, size: near ? labelSize : 0 },
        color: { color: tone, highlight: tone, hover: tone, opacity: near ? (lit ? 1 : 0.85) : 0.12 },
      };
    }));
  }

  // ---------- filters ----------
  const off = { classes: new Set(), predicates: new Set(), modalities: new Set(), documents: new Set(), confidence: 0 };
  const claimShown = id => {
    const claim = data.claims[id];
    return !off.modalities.has(claim.modality) && !off.predicates.has(claim.predicate)
      && !off.documents.has(claim.document) && (claim.confidence || 0) >= off.confidence;
  };
  const kinds = new Map(data.nodes.map(node => [node.id, node.kind]));
  const nodeAllowed = id => !off.classes.has(kinds.get(id));

  function filter() {
    state.claims.clear(); state.nodes.clear(); state.edges.clear();
    const changed = [];
    for (const edge of data.edges) {
      const told = nodeAllowed(edge.from) && nodeAllowed(edge.to) ? edge.claims.filter(claimShown) : [];
      for (const claim of told) state.claims.add(claim);
      if (told.length) { state.nodes.add(edge.from); state.nodes.add(edge.to); state.edges.add(edge.id); }
      const label = edge.name + (told.length > 1 ? ` ×${told.length}` : "");
      const now = edges.get(edge.id);
      if (now.label !== label || Boolean(now.hidden) !== !told.length) changed.push({ id: edge.id, label, hidden: !told.length });
    }
    edges.update(changed);
    nodes.update(data.nodes.map(node => ({ id: node.id, hidden: !state.nodes.has(node.id) })));
    summarise();
    KG.refresh();
  }

  function summarise() {
    const documents = new Set([...state.claims].map(id => data.claims[id].document));
    const names = [...state.nodes].filter(id => id in data.entities).length;
    const all = Object.keys(data.claims).length + data.unseen;
    const sums = [[state.claims.size, "claim"], [names, "entity"], [documents.size, "document"]];
    const hidden = all - state.claims.size;
    byId("summary").textContent = sums.map(([count, one]) => counted(count, one)).join(" · ") + (hidden ? ` · ${number(hidden)} ${words.hidden}` : "");
    const notes = [];
    if (data.unseen) notes.push(fill(words.cut, { nodes: number(data.nodes.length), claims: number(data.unseen) }));
    if (data.leftOut) notes.push(fill(words.left_out, { count: number(data.leftOut) }));
    byId("notice").textContent = notes.join(" ");
    byId("notice").hidden = !notes.length;
  }

  function choices(id, offSet, rows) {
    const field = byId(id);
    const boxes = [];
    for (const { key, label, count, image } of rows) {
      const box = el("input", { type: "checkbox", checked: true, value: key, on: { change: () => {
        if (box.checked) offSet.delete(key); else offSet.add(key);
        filter();
      } } });
      boxes.push(box);
      field.append(el("label", { className: "row", "data-key": key }, box, image, el("span", {}, label), el("small", {}, number(count))));
    }
    const set = on => { for (const box of boxes) { box.checked = on; if (on) offSet.delete(box.value); else offSet.add(box.value); } };
    field.querySelector("legend").append(
      el("button", { type: "button", on: { click: () => { set(false); filter(); } } }, words.none),
      el("button", { type: "button", on: { click: () => { set(true); filter(); } } }, words.all));
    return () => set(true);
  }
  const tally = values => values.reduce((sum, value) => sum.set(value, (sum.get(value) || 0) + 1), new Map());
  const claims = Object.values(data.claims);
  const perWay = tally(claims.map(c => c.modality)), perPredicate = tally(claims.map(c => c.predicate));
  const perClass = tally(data.nodes.map(n => n.kind)), perDocument = tally(claims.map(c => c.document));
  const resets = [
    choices("modalities", off.modalities, data.modalities.map(way => ({ key: way.key, label: way.label, count: perWay.get(way.key), image: stroke(way) }))),
    choices("classes", off.classes, Object.entries(data.classes).filter(([key]) => perClass.has(key)).map(([key, { label }]) => ({ key, label, count: perClass.get(key), image: shape(key) }))),
    choices("predicates", off.predicates, data.predicates.map(({ key, label }) => ({ key, label, count: perPredicate.get(key), image: null })).sort((a, b) => b.count - a.count)),
    choices("documents", off.documents, Object.entries(data.documents).filter(([key]) => perDocument.has(key)).map(([key, { title }]) => ({ key, label: title, count: perDocument.get(key), image: null }))),
  ];
  byId("documents").hidden = perDocument.size < 2;
  const confidence = byId("confidence");
  confidence.addEventListener("input", () => {
    off.confidence = Number(confidence.value);
    byId("confidence-value").textContent = number(off.confidence);
    filter();
  });
  byId("reset").addEventListener("click", () => {
    for (const reset of resets) reset();
    confidence.value = 0; off.confidence = 0; byId("confidence-value").textContent = "0";
    filter();
  });

  // ---------- search ----------
  const folded = text => text.normalize("NFKD").replace(/\p{M}/gu, "").toLocaleLowerCase(data.language).replace(/ß/g, "ss");
  const index = Object.entries(data.entities).filter(([id]) => kinds.has(id)).map(([id, entity]) => ({
    id, name: entity.name, kind: entity.kind, names: [entity.name, ...(entity.also || [])].map(name => [folded(name), name]),
  }));
  function matches(text) {
    const wanted = folded(text.trim());
    if (!wanted) return [];
    const found = [];
    for (const entry of index) {
      const ranks = entry.names.map(([name], place) => (name.startsWith(wanted) ? 0 : name.includes(wanted) ? 1 : 9) + (place ? 0.5 : 0));
      const best = Math.min(...ranks);
      if (best < 9) found.push({ ...entry, rank: best, by: entry.names[ranks.indexOf(best)][1] });
    }
    return found.sort((a, b) => a.rank - b.rank || a.name.localeCompare(b.name, data.language)).slice(0, 12);
  }
  const box = byId("search"), list = byId("suggestions");
  let chosen = -1, offered = [];
  function suggest() {
    offered = matches(box.value);
    chosen = offered.length ? 0 : -1;
    list.replaceChildren(...offered.map((entry, place) => el("li", {
      role: "option", id: `suggestion-${place}`, on: { mousedown: event => { event.preventDefault(); take(entry); } },
    }, shape(entry.kind), el("span", {}, entry.name), el("small", {}, entry.by === entry.name ? data.classes[entry.kind].label : entry.by))));
    if (!offered.length) list.append(el("li", { className: "empty" }, words.nothing_found));
    open(Boolean(box.value.trim()));
    mark();
  }
  function open(shown) { list.hidden = !shown; box.setAttribute("aria-expanded", String(shown)); }
  function mark() {
    [...list.children].forEach((item, place) => {
      item.setAttribute("aria-selected", String(place === chosen));
      if (place === chosen) item.scrollIntoView({ block: "nearest" });
    });
    if (chosen >= 0) box.setAttribute("aria-activedescendant", `suggestion-${chosen}`);
    else box.removeAttribute("aria-activedescendant");
  }
  function take(entry) { open(false); box.value = entry.name; KG.go(entry.id, true); }
  box.addEventListener("input", suggest);
  box.addEventListener("blur", () => open(false));
  box.addEventListener("keydown", event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && offered.length) { chosen = (chosen + step + offered.length) % offered.length; open(true); mark(); event.preventDefault(); }
    else if (event.key === "Enter" && offered[chosen]) take(offered[chosen]);
    else if (event.key === "Escape") { open(false); box.select(); }
  });
  document.addEventListener("keydown", event => {
    if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) { box.focus(); box.select(); event.preventDefault(); }
  });

  return { data, words, byId, el, number, counted, nodes, edges, network, ways, colour, shape, state, off, paint, shade, sizeLabels, filter, kinds, lit: null, refresh() {}, go() {} };
})();
