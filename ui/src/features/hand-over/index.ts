export { CloseTheDay } from "./CloseTheDay";
export { HandOverPlace } from "./HandOverPlace";
export { HAND_OVER } from "./place";
export { WayToClose } from "./WayToClose";
