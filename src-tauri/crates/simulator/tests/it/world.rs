//! What the admin pages show.

use serde_json::Value;

use crate::practice::Practice;

impl Practice {
    /// A page of the practice server itself.
    pub(crate) async fn look(&self, page: &str) -> Value {
        let url = format!("http://{}/_practice/{page}", self.running.addr());
        serde_json::from_slice(&self.http.get(url).send().await.unwrap().bytes().await.unwrap()).unwrap()
    }

    /// The order with this number as the server knows it, or null.
    pub(crate) async fn order(&self, number: &str) -> Value {
        let orders = self.look("orders").await;
        orders
            .as_array()
            .unwrap()
            .iter()
            .find(|order| order["order_no"] == number)
            .cloned()
            .unwrap_or_default()
    }

    pub(crate) async fn balance(&self) -> String {
        let account = self.ask("getaccoutinfo.php", serde_json::json!({})).await;
        account["yue"].as_str().unwrap().to_owned()
    }
}
