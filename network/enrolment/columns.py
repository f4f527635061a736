"""The headings of a staff sheet, and the words in which it names posts. Chinese, as it is typed."""

HEADINGS = {
    "姓名": "display_name",
    "用户名": "username",
    "单位代码": "code",
    "单位名称": "unit_name",
    "单位": "unit_name",
    "上级单位": "parent_name",
    "岗位": "role",
    "职务": "role",
    "手机": "work_phone",
    "手机号": "work_phone",
    "联系电话": "work_phone",
    "起始日期": "starts_on",
    "任职日期": "starts_on",
    "截止日期": "ends_on",
    "离任日期": "ends_on",
}
NEEDED = {"display_name": "姓名", "role": "岗位"}
SHOWN = ("姓名", "用户名", "单位代码", "单位名称", "上级单位", "岗位", "手机", "起始日期", "截止日期")

# A word means the role whose level fits the unit; the three administrators are never made in bulk.
ROLE_WORDS = {
    "村（社区）妇联主席": ("village_chair",),
    "村(社区)妇联主席": ("village_chair",),
    "村妇联主席": ("village_chair",),
    "社区妇联主席": ("village_chair",),
    "乡镇妇联主席": ("township_chair",),
    "妇联主席": ("township_chair", "village_chair"),
    "反馈站站长": ("station_head",),
    "站长": ("station_head",),
    "执委": ("executive_member",),
    "专干": ("city_officer", "county_officer"),
    "市级专干": ("city_officer",),
    "县级专干": ("county_officer",),
    "分管领导": ("city_leader", "county_leader"),
    "市级分管领导": ("city_leader",),
    "县级分管领导": ("county_leader",),
    "值班员": ("duty_officer",),
    "法律顾问": ("legal_adviser",),
    "心理咨询师": ("counsellor",),
    "调解员": ("mediator",),
    "巾帼志愿者": ("volunteer",),
    "志愿者": ("volunteer",),
    "爱心妈妈": ("caring_mother",),
    "爱心人士": ("supporter",),
    "个人信息保护负责人": ("privacy_officer",),
    "统计员": ("statistician",),
}
