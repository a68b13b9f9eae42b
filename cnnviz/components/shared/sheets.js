// Many small pictures in one file, as cnnviz.ui.projections.sheet_data makes them: one pixel apart, row by row.

// Show cell `index` of a sheet as an element's background, `size` pixels along a side.
export function cutOut(element, sheet, index, size) {
  const { columns, cell: [high, wide], count, png } = sheet;
  const zoom = size / Math.max(high, wide);
  const rows = Math.ceil(count / columns);
  const [row, column] = [Math.floor(index / columns), index % columns];
  element.style.backgroundImage = `url("${png}")`;
  element.style.backgroundSize = `${columns * (wide + 1) * zoom}px ${rows * (high + 1) * zoom}px`;
  element.style.backgroundPosition = `${-column * (wide + 1) * zoom}px ${-row * (high + 1) * zoom}px`;
}
