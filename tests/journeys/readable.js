// What on this page is hard to read: text of too little contrast (WCAG 2.1, 1.4.3 AA), and charts that say nothing.
() => {
  const over = (front, back) => {
    const alpha = front[3] + back[3] * (1 - front[3]);
    if (!alpha) return [0, 0, 0, 0];
    return [0, 1, 2].map((i) => (front[i] * front[3] + back[i] * back[3] * (1 - front[3])) / alpha).concat(alpha);
  };
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const known = new Map();
  const colour = (said) => {
    if (!known.has(said)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = said;
      pen.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
      known.set(said, [red, green, blue, alpha / 255]);
    }
    return known.get(said);
  };
  const faded = (one, by) => [one[0], one[1], one[2], one[3] * by];
  const grey = (one) => {
    const level = 0.2126 * one[0] + 0.7152 * one[1] + 0.0722 * one[2];
    return [level, level, level, one[3]];
  };
  const luminance = (one) => {
    const [red, green, blue] = one.slice(0, 3).map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  };
  const contrast = (one, other) => {
    const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05);
  };

  // Shapes of a drawing that lie under a point: text on a bar stands on the colour of the bar.
  const shapes = new Map();
  const under = (text, drawing) => {
    if (!shapes.has(drawing)) {
      const drawn = [...drawing.querySelectorAll("path, rect")].filter((one) => getComputedStyle(one).fill !== "none");
      shapes.set(drawing, drawn.map((one) => [one, one.getBoundingClientRect()]));
    }
    const box = text.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    let ground = [0, 0, 0, 0];
    for (const [shape, edge] of shapes.get(drawing)) {
      if (!(shape.compareDocumentPosition(text) & Node.DOCUMENT_POSITION_FOLLOWING)) break;
      const point = new DOMPoint(x, y).matrixTransform(shape.getScreenCTM().inverse());
      if (!shape.isPointInFill(point)) continue;
      const style = getComputedStyle(shape);
      ground = over(faded(colour(style.fill), style.fillOpacity * style.opacity), ground);
    }
    return ground;
  };

  const covers = (one, box) => {
    const edge = one.getBoundingClientRect();
    const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
    return edge.left <= x && x <= edge.right && edge.top <= y && y <= edge.bottom;
  };
  const measured = (element, ink, ground) => {
    const box = element.getBoundingClientRect();
    for (let one = element; one; one = one.parentElement) {
      const style = getComputedStyle(one);
      if (covers(one, box)) {
        const behind = colour(style.backgroundColor);
        [ink, ground] = [over(ink, behind), over(ground, behind)];
      }
      if (style.filter.includes("grayscale(1)")) [ink, ground] = [grey(ink), grey(ground)];
      [ink, ground] = [faded(ink, style.opacity), faded(ground, style.opacity)];
    }
    const ground_of = getComputedStyle(document.querySelector(".stApp") || document.body).backgroundColor;
    const paper = over(colour(ground_of), [255, 255, 255, 1]); // also of what is scrolled out of sight
    return contrast(over(ink, paper), over(ground, paper));
  };

  const hidden = (element) => {
    let shown = 1;
    for (let one = element; one; one = one.parentElement) shown *= getComputedStyle(one).opacity;
    return shown < 0.1; // comes when it is pointed at
  };
  const unread = (element) =>
    element.closest("script, style, noscript, title, desc, :disabled, [aria-disabled=true]") ||
    !element.checkVisibility({ visibilityProperty: true }) ||
    hidden(element) ||
    Math.min(element.getBoundingClientRect().width, element.getBoundingClientRect().height) <= 1;

  const pale = new Map();
  const judge = (element, said) => {
    if (unread(element)) return;
    const style = getComputedStyle(element);
    const drawing = element.closest("svg");
    const ink = drawing ? faded(colour(style.fill), style.fillOpacity) : colour(style.color);
    const found = measured(element, ink, drawing ? under(element, drawing) : [0, 0, 0, 0]);
    const [size, weight] = [parseFloat(style.fontSize), Number(style.fontWeight)];
    const large = size >= 24 || (size >= 18.66 && weight >= 700) || element.dataset.testid === "stIconMaterial";
    const place = element.closest("[class*=st-key-]");
    const where = place ? [...place.classList].find((one) => one.startsWith("st-key-")) : element.tagName;
    if (found < (large ? 3 : 4.5)) pale.set(`${said.slice(0, 40)} (${where}): ${found.toFixed(2)}`, true);
  };

  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let read = 0;
  while (walk.nextNode()) {
    const said = walk.currentNode.textContent.trim();
    if (said) {
      judge(walk.currentNode.parentElement, said);
      read += 1;
    }
  }
  for (const field of document.querySelectorAll("input:not([type=file], [type=range]), textarea")) if (field.value) judge(field, field.value);

  const charts = [...document.querySelectorAll("[data-testid=stVegaLiteChart], img")];
  const mute = charts.filter((one) => {
    const says = [one, ...one.querySelectorAll("[aria-label]")].map((part) => part.getAttribute("aria-label") || part.alt);
    return !says.some((said) => said && said.trim().length > 15);
  });
  return { pale: [...pale.keys()], mute: mute.map((one) => one.outerHTML.slice(0, 120)), read, charts: charts.length };
}
