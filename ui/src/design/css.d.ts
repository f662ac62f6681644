import "react";

declare module "react" {
  // custom properties may be set on an element
  interface CSSProperties {
    [property: `--${string}`]: string | number | undefined;
  }
}
