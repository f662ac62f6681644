export { homeOf } from "./home";
export { KeptList } from "./KeptList";
export { KeptPage } from "./KeptPage";
