// Saves the chart beside a button as it stands on the screen: SVG as it is, PNG drawn from it at twice the size.
// A button can be there before its chart: then it saves as soon as the chart is drawn.
if (!window.direktsimSaves) {
  window.direktsimSaves = true;
  const save = (button, figure) => {
    const drawn = figure.querySelector("svg.marks");
    if (!drawn) return figure.isConnected && requestAnimationFrame(() => save(button, figure));
    const hand = (url, kind) => {
      const link = document.createElement("a");
      link.href = url;
      link.download = `${button.dataset.name}.${kind}`;
      link.click();
    };
    const copy = drawn.cloneNode(true);
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    const url = URL.createObjectURL(new Blob([new XMLSerializer().serializeToString(copy)], { type: "image/svg+xml" }));
    if (button.dataset.save === "svg") return hand(url, "svg");
    const picture = new Image();
    picture.onload = () => {
      const canvas = document.createElement("canvas");
      [canvas.width, canvas.height] = [2 * picture.width, 2 * picture.height];
      canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
      hand(canvas.toDataURL("image/png"), "png");
    };
    picture.src = url;
  };
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-save]");
    if (button) save(button, button.closest("[class*=st-key-figure]"));
  });
}
