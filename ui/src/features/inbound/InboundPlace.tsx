import { Route, Switch } from "wouter";
import { paramText } from "~/app/param";
import { PurchaseList } from "./PurchaseList";
import { PurchasePage } from "./PurchasePage";
import { PURCHASES } from "./place";
import "./inbound.css";

/** What stands below `/track/purchases`: the list, and a purchase at an account. */
export function InboundPlace() {
  return (
    <Switch>
      <Route path={`${PURCHASES}/:account/:purchase`}>
        {({ account, purchase }) => (
          <PurchasePage
            key={`${account} ${purchase}`}
            account={paramText(account)}
            purchase={paramText(purchase)}
          />
        )}
      </Route>
      <Route path={PURCHASES}>
        <PurchaseList />
      </Route>
    </Switch>
  );
}
