export { ForeignPlace } from "./ForeignPlace";
export { ELSEWHERE, foreignPlace } from "./place";
export { WayElsewhere } from "./WayElsewhere";
