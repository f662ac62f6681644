export { KeptList } from "./KeptList";
export { KeptPage } from "./KeptPage";
