import type { ComponentProps } from "react";

/** A row of a grid. The grid itself has the focus and names its chosen row. */
export function GridRow(props: ComponentProps<"div">) {
  return <Part part="row" {...props} />;
}

/** A cell of a grid, or the head of a row or column. */
export function GridCell({
  part = "gridcell",
  ...rest
}: ComponentProps<"div"> & { part?: "gridcell" | "rowheader" | "columnheader" }) {
  return <Part part={part} {...rest} />;
}

function Part({ part, ...rest }: ComponentProps<"div"> & { part: string }) {
  return <div role={part} {...rest} />;
}
