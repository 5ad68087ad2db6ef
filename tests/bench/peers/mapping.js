// What a stock-in document becomes: the plan of the flow "panying", written down in JavaScript for both peers.
'use strict';

const ExcludedWarehouse = 'WH2024052601';

/** Adds rows of Kingdee's materials to what lookups ask. */
exports.addMaterials = (references, rows) => {
    for (const row of rows) {
        references.materials.set(row.number, { id: row.id, unit: row.base_unit_id });
    }
};

exports.addStores = (references, rows) => {
    for (const row of rows) {
        references.stores.set(row.number, row.id);
    }
};

exports.newReferences = () => ({ materials: new Map(), stores: new Map() });

/** The bill of a document; null: it gets none (left out by the plan, unfit, or its goods are not known). */
exports.billOf = (row, references) => {
    const stock = references.stores.get(row.warehouse_no);
    const lines = row.details_list || [];
    if (row.warehouse_no === ExcludedWarehouse || !row.order_no || !row.stockin_time || !stock || !lines.length) {
        return null;
    }
    const entries = [];
    for (const line of lines) {
        const material = references.materials.get(String(line.goods_no));
        if (!material) {
            return null;
        }
        entries.push({
            material_id: material.id, stock_id: stock, unit_id: material.unit, qty: Number(line.goods_count),
        });
    }
    return {
        bill_date: row.stockin_time.slice(0, 10),
        remark: `旺店通盘盈单${row.order_no}`,
        operation_key: 'audit',
        material_entity: entries,
    };
};
