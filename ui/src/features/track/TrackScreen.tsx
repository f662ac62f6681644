import { Route, Switch } from "wouter";
import { InboundPlace, PURCHASES } from "~/features/inbound";
import { ParcelList } from "./ParcelList";
import { ParcelPage } from "./ParcelPage";
import "./track.css";

/** What stands below `/track`: the list, purchases on their way to us, and a parcel by any of its numbers. */
export function TrackScreen() {
  return (
    <Switch>
      <Route path={`${PURCHASES}/*?`}>
        <InboundPlace />
      </Route>
      <Route path="/track/:number">{({ number }) => <ParcelPage key={number} number={number} />}</Route>
      <Route path="/track">
        <ParcelList />
      </Route>
    </Switch>
  );
}
